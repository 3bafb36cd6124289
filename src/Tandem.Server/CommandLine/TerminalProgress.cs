using System.Globalization;

namespace Tandem.Server.CommandLine;

/// <summary>
/// How far a long command is, in one line on standard error that is written over: share, rate, time left. On a terminal only; where somebody
/// else reads what the command writes, there is nothing of it.
/// </summary>
internal sealed class TerminalProgress : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider time;
    private readonly bool isShown;
    private readonly Lock gate = new();
    private string work = "";
    private string unit = "";
    private long began;
    private long begunAt;
    private long said;
    private bool isOnLine;

    /// <summary>For a command.</summary>
    /// <param name="time">Measures.</param>
    /// <param name="sharesScreen">Whether the command writes its results to the screen while it goes on: then there is no place for this.</param>
    public TerminalProgress(TimeProvider time, bool sharesScreen = false)
    {
        this.time = time;
        isShown = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb" && !(sharesScreen && !Console.IsOutputRedirected);
    }

    /// <summary>Begins a part of the work.</summary>
    /// <param name="what">What is done, such as <c>Checking</c>.</param>
    /// <param name="counted">What is counted, such as <c>events</c>.</param>
    /// <param name="from">Where counting begins.</param>
    public void Begin(string what, string counted, long from = 0)
    {
        lock (gate)
            (work, unit, began, begunAt, said) = (what, counted, time.GetTimestamp(), from, 0);
    }

    /// <summary>Tells how far it is.</summary>
    public void Report(long done, long total)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            if (!isShown || (said != 0 && done < total && time.GetElapsedTime(said, now) < Pause))
                return;
            said = now;
            Write(Line(done - begunAt, total - begunAt, time.GetElapsedTime(began, now)));
        }
    }

    /// <summary>Tells that it goes on, of work whose end cannot be told.</summary>
    public void GoesOn(string what, TimeSpan since)
    {
        lock (gate)
        {
            if (isShown)
                Write(string.Create(CultureInfo.InvariantCulture, $"{what}  {Short(since)} so far"));
        }
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (isOnLine)
                Console.Error.Write("\r\u001b[K");
            isOnLine = false;
        }
    }

    private string Line(long done, long total, TimeSpan elapsed)
    {
        var share = total <= 0 ? 1 : Math.Clamp((double)done / total, 0, 1);
        var rate = elapsed.TotalSeconds > 0 ? done / elapsed.TotalSeconds : 0;
        var left = rate > 0 ? Short(TimeSpan.FromSeconds(Math.Min((total - done) / rate, 359_999))) + " left" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{work}  {(int)(100 * share),3} %  {rate:n0} {unit}/s  {left}").TrimEnd();
    }

    private void Write(string line)
    {
        Console.Error.Write($"\r{line}\u001b[K");
        isOnLine = true;
    }

    private static string Short(TimeSpan span) => span.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours}:{span.Minutes:00}:{span.Seconds:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{span.Minutes}:{span.Seconds:00}");
}
