namespace Tandem.Soak.People;

/// <summary>What came of the requests of one act.</summary>
internal sealed class ActResult
{
    public int Answered { get; set; }

    public int Failed { get; set; }

    /// <summary>Nobody was signed in, so nothing was asked.</summary>
    public bool Away { get; set; }
}
