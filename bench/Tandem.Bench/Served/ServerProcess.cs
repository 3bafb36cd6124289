using System.Diagnostics;

using Tandem.Bench.Commands;

namespace Tandem.Bench.Served;

/// <summary>A server in a process of its own, so that its processor time can be told from the driver's.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process process;

    private ServerProcess(Process process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Processor time it has used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Bytes of memory that it has now.</summary>
    public long WorkingSet
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Tandem, as <see cref="BenchServer"/> serves it.</summary>
    public static Task<ServerProcess> StartAsync(ServedStorage storage, string folder, CancellationToken cancellationToken)
    {
        var start = Builds.Self();
        foreach (var argument in new[] { "server", ServerCommand.Storage.Name, storage.ToString(), ServerCommand.Data.Name, folder })
            start.ArgumentList.Add(argument);
        return StartAsync(start, cancellationToken);
    }

    /// <summary>A program that writes its address as its first line, and ends when standard input does.</summary>
    public static async Task<ServerProcess> StartAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        var process = Process.Start(start)!;
        if (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } address)
            return new ServerProcess(process, new Uri(address));
        await process.WaitForExitAsync(cancellationToken);
        throw new InvalidOperationException($"{start.FileName} ended with exit code {process.ExitCode}.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.StandardInput.Close();
            using var patience = new CancellationTokenSource(Patience);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
            }
        }
    }
}
