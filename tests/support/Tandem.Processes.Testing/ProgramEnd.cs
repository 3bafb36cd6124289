namespace Tandem.Processes.Testing;

/// <summary>What a program left behind.</summary>
public sealed record ProgramEnd(int ExitCode, string Output, string Error)
{
    /// <summary>Throws, with all that it said, unless its exit code is 0.</summary>
    public ProgramEnd EnsureSuccess() => ExitCode == 0 ? this : throw new InvalidOperationException(ToString());

    /// <summary>All of it, for messages of assertions.</summary>
    public override string ToString() => $"exit code {ExitCode}\n-- output\n{Output}\n-- error\n{Error}";
}
