namespace Tandem.Server.Commands.Data;

/// <summary>Says on standard error how far a copy is, now and then, where it takes long.</summary>
internal sealed class CopyProgress(TimeProvider time) : IProgress<double>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private long said = time.GetTimestamp();

    public void Report(double value)
    {
        if (time.GetElapsedTime(said) < Pause)
            return;
        said = time.GetTimestamp();
        Console.Error.WriteLine($"{(int)(100 * value)} % copied");
    }
}
