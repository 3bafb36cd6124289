using Tandem.Refresh;
using Tandem.Sessions;

namespace Tandem.Tests.Refresh;

/// <summary>One presentation and what was decided.</summary>
internal sealed record DecidedPresentation(
    RotationState Row, long Generation, DateTimeOffset IssuedAt, DateTimeOffset Now, RotationDecision Decision);
