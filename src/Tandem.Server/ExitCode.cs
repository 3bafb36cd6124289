namespace Tandem.Server;

/// <summary>How the command line ends.</summary>
internal static class ExitCode
{
    public const int Succeeded = 0;
    public const int Failed = 1;
    public const int BadArguments = 2;
}
