#!/usr/bin/env bash
# .NET 10.0.12: HttpClient sends a POST whose content is null four times if the server reads it and closes the connection without a response.
#
# With content, even with none of zero bytes, it sends the POST once. RFC 9110 §9.2.2 says that a client should not repeat a request by itself
# unless its method is idempotent, or it knows that the first was not applied. A server that acts on each of them acts four times.
#
# Seen with the .NET SDK 10.0.401:
#   POST with null: sent 4 times, then ResponseEnded
#   POST with zero bytes: sent 1 times, then ResponseEnded
#   POST with one byte: sent 1 times, then ResponseEnded
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet --list-runtimes | grep -q '^Microsoft.NETCore.App 10\.0\.12 ' || { echo "This needs the .NET runtime 10.0.12." >&2; exit 2; }
cat > posts.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
  </PropertyGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System.Net;
using System.Net.Sockets;
using System.Text;

(string Name, HttpContent? Content)[] contents = [("null", null), ("zero bytes", new ByteArrayContent([])), ("one byte", new ByteArrayContent([65]))];
foreach (var (name, content) in contents)
{
    using var listener = new TcpListener(IPAddress.Loopback, 0);
    listener.Start();
    var posts = 0;
    _ = Task.Run(async () =>
    {
        while (true)
        {
            using var connection = await listener.AcceptTcpClientAsync();
            var head = new byte[4096];
            var length = await connection.GetStream().ReadAsync(head);
            if (Encoding.ASCII.GetString(head, 0, length).StartsWith("POST", StringComparison.Ordinal))
                posts++;
        }
    });
    using var client = new HttpClient();
    try
    {
        await client.PostAsync($"http://{listener.LocalEndpoint}/", content);
    }
    catch (HttpRequestException exception)
    {
        Console.WriteLine($"POST with {name}: sent {posts} times, then {exception.HttpRequestError}");
    }
}
CS
output=$(dotnet run -c Release)
printf '%s\n' "$output"
grep -qx 'POST with null: sent 4 times, then ResponseEnded' <<<"$output" || { echo "CHANGED: null" >&2; exit 1; }
[ "$(grep -c 'sent 1 times, then ResponseEnded$' <<<"$output")" = 2 ] || { echo "CHANGED: content" >&2; exit 1; }
