namespace Tandem.Faults.Tests.Crashes;

/// <summary>What whoever did it knows of it.</summary>
internal enum Outcome
{
    /// <summary>Acknowledged.</summary>
    Done,

    /// <summary>Refused by an answer that is definite.</summary>
    Refused,

    /// <summary>No answer, or one that promises nothing.</summary>
    Unknown,
}
