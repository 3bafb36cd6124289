using System.Diagnostics;
using System.Globalization;

using Tandem.Processes.Testing;

namespace Tandem.Server.Tests.KeyRotation;

/// <summary>The npm package <c>jose</c> in a process of its own, which fetches the keys as it sees fit.</summary>
internal sealed class JoseVerifier : IAsyncDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly Process node;

    private JoseVerifier(Process node) => this.node = node;

    /// <summary>Starts one.</summary>
    /// <param name="server">The issuer.</param>
    /// <param name="cooldown">How long it does not ask for the keys again, whatever a token names.</param>
    public static JoseVerifier Start(TestServer server, TimeSpan cooldown)
    {
        var script = Repository.PathOf("tests", "fast", "Tandem.Server.Tests", "KeyRotation", "verify.mjs");
        return new JoseVerifier(Process.Start(new ProcessStartInfo("node",
            [script, server.Url.GetLeftPart(UriPartial.Authority), cooldown.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);
    }

    /// <summary>Verifies a token; null if it is good, else why not.</summary>
    public async Task<string?> VerifyAsync(string token)
    {
        await turn.WaitAsync();
        try
        {
            await node.StandardInput.WriteLineAsync(token);
            await node.StandardInput.FlushAsync();
            var answer = await node.StandardOutput.ReadLineAsync();
            return answer == "ok" ? null : answer ?? "jose ended";
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        node.Dispose();
        turn.Dispose();
    }
}
