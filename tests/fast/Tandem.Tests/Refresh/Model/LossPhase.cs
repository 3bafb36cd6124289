namespace Tandem.Tests.Refresh.Model;

internal enum LossPhase
{
    /// <summary>Nothing has been lost yet.</summary>
    Ahead,

    /// <summary>What is written now will be lost.</summary>
    Prepared,

    /// <summary>It was lost; the database is sound from here on.</summary>
    Behind,
}
