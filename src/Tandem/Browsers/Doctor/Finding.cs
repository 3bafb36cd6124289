namespace Tandem.Browsers.Doctor;

/// <summary>Something about a set-up that keeps the refresh cookie from arriving, or may.</summary>
/// <param name="Id">Stable name, in lower case with underscores; also the anchor in the docs.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Seen">What was found.</param>
/// <param name="Rule">What browsers do about it, and where that is written.</param>
/// <param name="Fix">The shortest cure.</param>
internal sealed record Finding(string Id, FindingSeverity Severity, string Seen, string Rule, string Fix);

/// <summary>How bad a finding is.</summary>
internal enum FindingSeverity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Works for some, or works and is weaker than it could be.</summary>
    Warning,

    /// <summary>Sign-in does not last.</summary>
    Error,
}

/// <summary>Why a refresh most likely arrived without its cookie.</summary>
/// <param name="Cause">Stable name, in lower case with underscores; also the anchor in the docs.</param>
/// <param name="Detail">What was seen, and what follows from it.</param>
/// <param name="Fix">The shortest cure.</param>
/// <param name="IsCertain">Whether something is set up wrongly for certain; else it may be that nobody is signed in.</param>
internal sealed record Diagnosis(string Cause, string Detail, string Fix, bool IsCertain)
{
    /// <summary>Where the docs say more.</summary>
    public string Docs => $"docs/guides/cookie-does-not-arrive.md#{Cause}";
}
