using Tandem.Processes.Testing;

namespace Tandem.Engines.Testing;

/// <summary>What an engine holds on the machine: its home, its programs, and what else has to end with it.</summary>
internal sealed class EngineResources(EngineHome? home) : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> held = new();
    private int disposed;

    public EngineHome Home { get; } = home ?? new();

    /// <summary>Starts a program in the home.</summary>
    public RunningProgram Start(string program, IReadOnlyList<string> arguments, params (string Name, string Value)[] variables)
    {
        var environment = Home.Environment();
        foreach (var (name, value) in variables)
            environment[name] = value;
        return Hold(RunningProgram.Start(new(program, arguments, Home.Path) { Environment = environment }));
    }

    /// <summary>Disposes it with the engine, last first.</summary>
    public T Hold<T>(T resource)
        where T : IAsyncDisposable
    {
        held.Push(resource);
        return resource;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
            return;
        await Home.KillProcessesAsync();
        while (held.TryPop(out var resource))
            await resource.DisposeAsync();
        if (home is null)
            Home.Dispose();
    }
}
