namespace Tandem.Browsers;

/// <summary>The <c>credentials</c> of a <c>fetch</c> (Fetch Standard §2.2.5).</summary>
public enum CredentialsMode
{
    /// <summary><c>omit</c>.</summary>
    Omit,

    /// <summary><c>same-origin</c>: the default.</summary>
    SameOrigin,

    /// <summary><c>include</c>.</summary>
    Include,
}
