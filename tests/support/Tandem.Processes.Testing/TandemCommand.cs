namespace Tandem.Processes.Testing;

/// <summary>
/// The tandem command that was built with the tests. To run the same tests on another build of it, such as the native executable, name
/// that one in the variable <c>TANDEM_PROGRAM</c>.
/// </summary>
public static class TandemCommand
{
    private static readonly string? Executable = Environment.GetEnvironmentVariable("TANDEM_PROGRAM");

    /// <summary>Whether it is one executable file, without a runtime beside it.</summary>
    public static bool IsNative => Executable is not null;

    /// <summary>How it is started with exactly these words.</summary>
    public static ProgramStart Start(string folder, params IEnumerable<string> words) => Executable is not null
        ? new(Executable, [.. words], folder)
        : new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Tandem.Server.dll"), .. words], folder);

    /// <summary>Starts a server and waits until it says where it listens.</summary>
    public static async Task<(RunningProgram Program, Uri Url)> ServeAsync(ProgramStart serve)
    {
        var program = RunningProgram.Start(serve);
        try
        {
            var greeting = await program.LineAsync("Tandem serves ");
            return (program, new Uri(greeting.Split(' ').First(word => word.StartsWith("http://", StringComparison.Ordinal))));
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }
}
