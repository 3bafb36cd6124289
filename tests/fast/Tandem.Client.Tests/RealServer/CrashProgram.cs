using System.Diagnostics;

namespace Tandem.Client.Tests.RealServer;

/// <summary>A run of the program that keeps its session in a file and may be killed.</summary>
public sealed class CrashProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;

    private CrashProgram(Process process) => this.process = process;

    public static CrashProgram Start(Uri url, string file, params string[] deed)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Tandem.Client.Crash.Testing.dll");
        return new(Process.Start(new ProcessStartInfo("dotnet", [program, url.ToString(), file, .. deed])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
    }

    /// <summary>Its exit code, when it has ended by itself.</summary>
    public async Task<(int ExitCode, string Error)> EndAsync()
    {
        var error = process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation).WaitAsync(Patience, Cancellation);
        return (process.ExitCode, await error);
    }

    /// <summary>Lets it use its token, and tells how that was received.</summary>
    public Task<string> UseAsync() => OrderAsync("use");

    /// <summary>Lets it refresh, and tells how things stand.</summary>
    public Task<string> RefreshAsync() => OrderAsync("refresh");

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process.Dispose();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<string> OrderAsync(string order)
    {
        await process.StandardInput.WriteLineAsync(order);
        await process.StandardInput.FlushAsync(Cancellation);
        return await process.StandardOutput.ReadLineAsync(Cancellation).AsTask().WaitAsync(Patience, Cancellation)
            ?? throw new InvalidOperationException($"It ended: {await process.StandardError.ReadToEndAsync(Cancellation)}");
    }
}
