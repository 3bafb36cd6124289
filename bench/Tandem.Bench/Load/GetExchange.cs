using System.Text;

namespace Tandem.Bench.Load;

/// <summary>Gets one path, with an access token or without.</summary>
internal sealed class GetExchange(Uri server, string path, string? accessToken) : Exchange
{
    private readonly byte[] request = Encoding.ASCII.GetBytes(
        $"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\nAccept: */*\r\n"
        + (accessToken is null ? "" : $"Authorization: Bearer {accessToken}\r\n")
        + "\r\n");

    public override ReadOnlySpan<byte> Next() => request;

    public override string? Take(in HttpReply reply) => reply.Status == 200 ? null : reply.ToString();
}
