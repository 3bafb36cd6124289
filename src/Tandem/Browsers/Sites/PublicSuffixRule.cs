namespace Tandem.Browsers.Sites;

/// <summary>What the Public Suffix List says of one name; several may hold at once.</summary>
[Flags]
internal enum PublicSuffixRule : byte
{
    None = 0,

    /// <summary>The name is a public suffix.</summary>
    Suffix = 1,

    /// <summary>Every name one label longer is a public suffix: <c>*.name</c>.</summary>
    Wildcard = 2,

    /// <summary>The name is none, whatever a wildcard says: <c>!name</c>.</summary>
    Exception = 4,
}
