namespace Tandem.Tabs.Tests.Lab;

/// <summary>How the server behind a site is set up.</summary>
internal enum ServerKind
{
    /// <summary>With its windows of time scaled from minutes to seconds: each expiry is to rotate.</summary>
    Scaled,

    /// <summary>The same with strict one-time use: a token that is presented twice is an alarm.</summary>
    Strict,

    /// <summary>As it comes: access tokens live for 15 minutes.</summary>
    AsItComes,
}
