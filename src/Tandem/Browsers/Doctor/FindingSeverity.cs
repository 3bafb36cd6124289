namespace Tandem.Browsers.Doctor;

/// <summary>How bad a finding is.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Works for some, or works and is weaker than it could be.</summary>
    Warning,

    /// <summary>Sign-in does not last.</summary>
    Error,
}
