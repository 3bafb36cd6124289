using Microsoft.Extensions.Configuration;

namespace Tandem.AspNetCore.Hosting.Configuration;

/// <summary>One configuration key: what the program reads and what the reference says of it.</summary>
/// <param name="Name">The name below <c>Tandem:</c>.</param>
/// <param name="Default">The default, as text.</param>
/// <param name="Form">How a value is written, with its unit and bounds.</param>
/// <param name="Meaning">What it does, and what goes wrong with a bad value.</param>
public sealed record ConfigurationKey(string Name, string Default, string Form, string Meaning)
{
    internal const string Section = "Tandem";

    /// <summary>Whether the value must not be shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The part of the options that it sets.</summary>
    internal OptionPart? Part { get; init; }

    /// <summary>Reads a section into the options; says what is expected instead, or null.</summary>
    internal Func<OptionParts, IConfigurationSection, string?> Apply { get; init; } = (_, _) => null;
}
