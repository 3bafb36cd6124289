using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Threading.Channels;

namespace Tandem.Processes.Testing;

/// <summary>A program that runs beside the test, and is ended with it, by its process id.</summary>
public sealed class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();
    private readonly Task readOutput;
    private readonly Task readError;

    private RunningProgram(Process process)
    {
        this.process = process;
        readOutput = ReadAsync(process.StandardOutput, output, lines.Writer);
        readError = ReadAsync(process.StandardError, error, null);
    }

    public int Id => process.Id;

    public bool HasEnded => process.HasExited;

    public string Output => Text(output);

    public string Error => Text(error);

    public static RunningProgram Start(ProgramStart start) => new(Process.Start(start.ToInfo())!);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="start">The program.</param>
    /// <param name="input">Its standard input.</param>
    /// <param name="patience">How long it may take; a minute when null.</param>
    public static async Task<ProgramEnd> RunAsync(ProgramStart start, byte[]? input = null, TimeSpan? patience = null)
    {
        await using var running = Start(start);
        try
        {
            await running.process.StandardInput.BaseStream.WriteAsync(input);
            running.process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all of it; that is its right.
        }

        return await running.EndAsync(patience);
    }

    /// <summary>The next line of standard output that says <paramref name="part"/>.</summary>
    public async Task<string> LineAsync(string part)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await foreach (var line in lines.Reader.ReadAllAsync(limit.Token))
            {
                if (line.Contains(part, StringComparison.Ordinal))
                    return line;
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"It did not say '{part}'. {this}");
        }

        await readError;
        throw new InvalidOperationException($"It ended without saying '{part}'. {this}");
    }

    /// <summary>Types something, such as <c>\u0003</c> for Ctrl+C at a terminal.</summary>
    public async Task TypeAsync(string keys)
    {
        await process.StandardInput.WriteAsync(keys);
        await process.StandardInput.FlushAsync();
    }

    /// <summary>Sends a signal by name, such as <c>TERM</c> or <c>KILL</c>.</summary>
    public async Task SignalAsync(string name)
    {
        // The shell's own kill: a program of that name is not installed everywhere.
        using var kill = Process.Start("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -{name} {process.Id}")]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<ProgramEnd> EndAsync(TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            await Task.WhenAll(readOutput, readError).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"It does not end. {this}");
        }

        return new(process.ExitCode, Output, Error);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    public override string ToString() => $"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)}\n-- output\n{Output}\n-- error\n{Error}";

    private static async Task ReadAsync(StreamReader reader, StringBuilder all, ChannelWriter<string>? lines)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (all)
                all.Append(line).Append('\n');
            lines?.TryWrite(line);
        }

        lines?.Complete();
    }

    private static string Text(StringBuilder builder)
    {
        lock (builder)
            return builder.ToString();
    }
}
