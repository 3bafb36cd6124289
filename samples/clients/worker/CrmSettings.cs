namespace CrmWorker;

/// <summary>The section <c>Crm</c> of the configuration.</summary>
internal sealed class CrmSettings
{
    public Uri Url { get; set; } = new("http://127.0.0.1:5080");

    /// <summary>Who signs in where nobody is signed in. The password is the first line of standard input.</summary>
    public string? Email { get; set; }

    /// <summary>The file that the session is kept in.</summary>
    public string Session { get; set; } =
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "crm-worker", "session.json");

    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);
}
