using System.Diagnostics;

namespace Tandem.Sqlite.Tests.Engine;

/// <summary>This test program once more, as a process of its own that runs one explicit test.</summary>
internal sealed class OtherProcess : IDisposable
{
    /// <summary>Names the data folder to the other process.</summary>
    public const string FolderVariable = "TANDEM_TEST_FOLDER";

    private const string Mark = "other-process: ";

    private readonly Process process;

    private OtherProcess(Process process) => this.process = process;

    public int Id => process.Id;

    public static OtherProcess Start(string method, string folder)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { typeof(OtherProcess).Assembly.Location, "-noColor", "-explicit", "only", "-method", method },
            Environment = { [FolderVariable] = folder },
            RedirectStandardOutput = true,
        };
        return new(Process.Start(start)!);
    }

    /// <summary>In the other process: says something to the first.</summary>
    public static void Say(string line)
    {
        Console.Out.WriteLine(Mark + line);
        Console.Out.Flush();
    }

    /// <summary>What the other process says next.</summary>
    public async Task<string> HearAsync(CancellationToken cancellationToken)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal))
                return line[Mark.Length..];
        }

        throw new InvalidOperationException("The other process ended without a word.");
    }

    /// <summary>Ends it as a power failure would: nothing is finished, nothing is flushed.</summary>
    /// <returns>What it had said that was not heard yet.</returns>
    public async Task<IReadOnlyList<string>> KillAsync(CancellationToken cancellationToken)
    {
        process.Kill();
        var rest = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);

        // The last line may be torn.
        var lines = rest.Split('\n').SkipLast(1);
        return [.. lines.Where(line => line.StartsWith(Mark, StringComparison.Ordinal)).Select(line => line[Mark.Length..])];
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
