import java.io.FileInputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Signs in, refreshes three times, signs out, and refreshes once more.
 * java Cookies.java https://crm.example.com [CERTIFICATES]; prints the status of each response.
 */
public class Cookies {
    public static void main(String[] words) throws Exception {
        var builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).cookieHandler(new CookieManager());
        var client = (words.length > 1 ? builder.sslContext(trusting(words[1])) : builder).build();
        post(client, words[0], "login", "{\"email\":\"ada@example.com\",\"password\":\"correct horse battery\"}");
        for (var endpoint : new String[] {"refresh", "refresh", "refresh", "logout", "refresh"}) post(client, words[0], endpoint, "");
    }

    private static void post(HttpClient client, String url, String endpoint, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url + "/api/auth/" + endpoint))
            .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build();
        System.out.println(client.send(request, BodyHandlers.discarding()).statusCode());
    }

    private static SSLContext trusting(String file) throws Exception {
        var keys = KeyStore.getInstance(KeyStore.getDefaultType());
        keys.load(null);
        try (var pem = new FileInputStream(file)) {
            keys.setCertificateEntry("root", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
