namespace Tandem.AspNetCore.Hosting.Configuration;

/// <summary>One thing in the configuration that stops the start.</summary>
/// <param name="Key">The key, such as <c>Tandem:RefreshToken:Leeway</c>.</param>
/// <param name="Seen">The value found.</param>
/// <param name="Cause">Why it cannot work.</param>
/// <param name="Cure">What to write instead.</param>
public sealed record ConfigurationFault(string Key, string Seen, string Cause, string Cure)
{
    /// <summary>One line for a console or a log.</summary>
    public override string ToString() => $"{Key} = {Seen}: {Cause} {Cure}".TrimEnd();

    internal static ConfigurationFault Of(string key, string seen, string cause, string cure) =>
        new($"{ConfigurationKey.Section}:{key}", $"\"{seen}\"", cause, cure);

    internal static ConfigurationFault Of(string key, TimeSpan seen, string cause, string cure) =>
        new($"{ConfigurationKey.Section}:{key}", seen.ToString("c"), cause, cure);
}

/// <summary>Something in the configuration that works for some browsers only, or is weaker than it need be. It does not stop the start.</summary>
/// <param name="Key">The key, such as <c>Tandem:RefreshToken:Cookie:SameSite</c>.</param>
/// <param name="Seen">The value found.</param>
/// <param name="Cause">What is the matter with it.</param>
/// <param name="Cure">What to write instead.</param>
public sealed record ConfigurationWarning(string Key, string Seen, string Cause, string Cure)
{
    /// <summary>One line for a console or a log.</summary>
    public override string ToString() => $"{Key} = {Seen}: {Cause} {Cure}".TrimEnd();

    internal static ConfigurationWarning Of(string key, string seen, string cause, string cure) =>
        new($"{ConfigurationKey.Section}:{key}", $"\"{seen}\"", cause, cure);
}

/// <summary>The configuration cannot work; every fault is in <see cref="Faults"/>.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>With all faults found.</summary>
    public ConfigurationException(IReadOnlyList<ConfigurationFault> faults)
        : base("Tandem cannot start with this configuration:" + string.Concat(faults.Select(fault => $"{Environment.NewLine}  {fault}"))) =>
        Faults = faults;

    /// <summary>All faults.</summary>
    public IReadOnlyList<ConfigurationFault> Faults { get; }

    /// <summary>The message alone: where in the program it was noticed says nothing of a configuration.</summary>
    public override string ToString() => Message;
}
