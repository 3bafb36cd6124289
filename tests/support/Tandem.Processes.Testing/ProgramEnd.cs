namespace Tandem.Processes.Testing;

/// <summary>What a program left behind.</summary>
public sealed record ProgramEnd(int ExitCode, string Output, string Error)
{
    /// <summary>All of it, for messages of assertions.</summary>
    public override string ToString() => $"exit code {ExitCode}\n-- output\n{Output}\n-- error\n{Error}";
}
