using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Tandem.Bench.Served;

/// <summary>One start of <c>tandem serve</c>.</summary>
/// <param name="Ready">Milliseconds from the start of the process to the first response that says it is ready.</param>
/// <param name="Memory">Bytes resident when it was idle.</param>
/// <param name="Processor">Milliseconds of processor time until then.</param>
internal sealed partial record ServerStart(double Ready, long Memory, double Processor)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Starts a server on a data folder, and stops it.</summary>
    /// <param name="executable">A <c>tandem</c>.</param>
    /// <param name="folder">Its data folder.</param>
    /// <param name="idle">How long it has no request before its memory is read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ServerStart> MeasureAsync(string executable, string folder, TimeSpan idle, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(executable, ["serve", "--urls", "http://127.0.0.1:0", "--data", folder])
        {
            RedirectStandardOutput = true,
            // Its log: a few lines, shown only when it does not serve.
            RedirectStandardError = true,
        })!;
        try
        {
            using var http = new HttpClient { BaseAddress = await AddressAsync(process, cancellationToken) };
            while ((await http.GetAsync(new Uri("/readyz", UriKind.Relative), cancellationToken)).StatusCode != HttpStatusCode.OK)
            {
                if (Stopwatch.GetElapsedTime(started) > Patience)
                    throw new TimeoutException($"{executable} is not ready after {Patience}.");
            }

            var ready = Stopwatch.GetElapsedTime(started);
            await Task.Delay(idle, cancellationToken);
            process.Refresh();
            return new(ready.TotalMilliseconds, process.WorkingSet64, process.TotalProcessorTime.TotalMilliseconds);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<Uri> AddressAsync(Process process, CancellationToken cancellationToken)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (Serves().Match(line) is { Success: true } match)
                return new Uri(match.Groups[1].Value);
        }

        throw new InvalidOperationException(
            $"{process.StartInfo.FileName} ended before it served: {await process.StandardError.ReadToEndAsync(cancellationToken)}");
    }

    [GeneratedRegex("^Tandem serves (http://127\\.0\\.0\\.1:[0-9]+)")]
    private static partial Regex Serves();
}
