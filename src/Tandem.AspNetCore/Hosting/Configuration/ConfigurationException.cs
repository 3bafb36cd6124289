namespace Tandem.AspNetCore.Hosting.Configuration;

/// <summary>The configuration cannot work; every fault is in <see cref="Faults"/>.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>With all faults found.</summary>
    public ConfigurationException(IReadOnlyList<ConfigurationFault> faults)
        : base("Tandem cannot start with this configuration:" + string.Concat(faults.Select(fault => $"{Environment.NewLine}  {fault}"))) =>
        Faults = faults;

    /// <summary>All faults.</summary>
    public IReadOnlyList<ConfigurationFault> Faults { get; }
}
