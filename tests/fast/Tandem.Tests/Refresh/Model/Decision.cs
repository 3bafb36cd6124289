using Tandem.Refresh;

namespace Tandem.Tests.Refresh.Model;

/// <summary>What a rule set decided.</summary>
/// <param name="Outcome">The case.</param>
/// <param name="Cookie">The generation of the refresh token that goes out, or 0 for none.</param>
/// <param name="Next">The row afterwards.</param>
internal readonly record struct Decision(RotationOutcome Outcome, int Cookie, Row Next);
