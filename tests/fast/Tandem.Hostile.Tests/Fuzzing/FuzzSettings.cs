using System.Globalization;

namespace Tandem.Hostile.Tests.Fuzzing;

/// <summary>How long and from which seed to fuzz, from the environment.</summary>
internal static class FuzzSettings
{
    /// <summary>
    /// <c>TANDEM_FUZZ_SECONDS</c>: for each target. Without it each target gets a fixed number of inputs, so that a test run does not
    /// depend on the speed of the machine.
    /// </summary>
    public static TimeSpan? Duration { get; } = Read("TANDEM_FUZZ_SECONDS", 0) is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary><c>TANDEM_FUZZ_SEED</c>: the same inputs in the same order. Default 1, so that a test run can be had again.</summary>
    public static int Seed { get; } = Read("TANDEM_FUZZ_SEED", 1);

    /// <summary><c>TANDEM_FUZZ_SAVE=1</c>: writes inputs that went new ways to the corpus folders.</summary>
    public static bool Saves { get; } = Read("TANDEM_FUZZ_SAVE", 0) == 1;

    private static int Read(string name, int fallback) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
        ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)
        : fallback;
}
