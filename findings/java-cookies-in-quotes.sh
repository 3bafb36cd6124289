#!/usr/bin/env bash
# OpenJDK 17.0.15: java.net.CookieManager sends the value of a cookie in double quotes, with $Version and $Path, if the cookie came with Max-Age.
#
# A cookie that came with Expires, or with neither, is sent as it was set. Max-Age makes the parser take Set-Cookie for the version 1 of RFC 2109,
# which RFC 6265 replaced. A server that compares the bytes of the value gets two characters too many; RFC 6265 §4.1.1 allows the quotes.
#
# Seen with OpenJDK 17.0.15:
#   $Version="1"; lasting="abc";$Path="/";$Domain="127.0.0.1"; expiring=abc; session=abc
set -euo pipefail
version=$(java -version 2>&1 | sed -n '1s/.*"\(.*\)".*/\1/p')
[ "$version" = 17.0.15 ] || { echo "This needs OpenJDK 17.0.15 (Debian 12: apt-get install openjdk-17-jdk-headless); java is ${version:-missing}." >&2; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > Cookies.java <<'JAVA'
import com.sun.net.httpserver.HttpServer;
import java.net.CookieManager;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

public class Cookies {
    public static void main(String[] words) throws Exception {
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            var setting = exchange.getResponseHeaders();
            setting.add("Set-Cookie", "lasting=abc; Path=/; Max-Age=600");
            setting.add("Set-Cookie", "expiring=abc; Path=/; Expires=Wed, 01 Jan 2070 00:00:00 GMT");
            setting.add("Set-Cookie", "session=abc; Path=/");
            var received = String.valueOf(exchange.getRequestHeaders().getFirst("Cookie")).getBytes();
            exchange.sendResponseHeaders(200, received.length);
            exchange.getResponseBody().write(received);
            exchange.close();
        });
        server.start();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/")).build();
        var client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        client.send(request, BodyHandlers.discarding());
        System.out.println(client.send(request, BodyHandlers.ofString()).body());
        server.stop(0);
    }
}
JAVA
output=$(java Cookies.java)
printf '%s\n' "$output"
grep -qF '$Version="1"; lasting="abc";' <<<"$output" || { echo "CHANGED: a cookie with Max-Age" >&2; exit 1; }
grep -qF 'expiring=abc; session=abc' <<<"$output" || { echo "CHANGED: cookies without Max-Age" >&2; exit 1; }
