using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.Tests.Engine;

/// <summary>Keeps a writer busy inside a group until it is opened, so that what is queued meanwhile joins that group.</summary>
internal sealed class Gate : IDisposable
{
    private readonly ManualResetEventSlim entered = new();
    private readonly ManualResetEventSlim opened = new();
    private readonly Task held;

    public Gate(SqliteWriter writer)
    {
        held = writer.WriteAsync(
            _ =>
            {
                entered.Set();
                opened.Wait();
                return 0;
            },
            CancellationToken.None);
        entered.Wait();
    }

    public void Open() => opened.Set();

    public void Dispose()
    {
        Open();
        ((IAsyncResult)held).AsyncWaitHandle.WaitOne();
        entered.Dispose();
        opened.Dispose();
    }
}
