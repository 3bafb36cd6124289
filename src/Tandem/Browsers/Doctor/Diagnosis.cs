namespace Tandem.Browsers.Doctor;

/// <summary>Why a refresh most likely arrived without its cookie.</summary>
/// <param name="Cause">Stable name, in lower case with underscores; also the anchor in the docs.</param>
/// <param name="Detail">What was seen, and what follows from it.</param>
/// <param name="Fix">The shortest cure.</param>
/// <param name="IsCertain">Whether something is set up wrongly for certain; else it may be that nobody is signed in.</param>
public sealed record Diagnosis(string Cause, string Detail, string Fix, bool IsCertain)
{
    /// <summary>Where the docs say more.</summary>
    public string Docs => $"docs/guides/cookie-does-not-arrive.md#{Cause}";
}
