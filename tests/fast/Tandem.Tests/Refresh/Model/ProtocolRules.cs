using Tandem.Refresh;
using Tandem.Sessions;

namespace Tandem.Tests.Refresh.Model;

/// <summary>The rules of the product: the decision is the function that it runs.</summary>
internal sealed class ProtocolRules(int leeway) : IRefreshRules
{
    private readonly SessionPolicy policy = new() { Leeway = leeway * ModelClock.Tick };

    public int Leeway => leeway;

    public int SettlingTime => 2 * leeway;

    public bool UsesTokenAge => true;

    public bool WantsFreshSightings => true;

    public Decision Decide(in Row row, int generation, int issuedAt, int now)
    {
        var decision = RotationDecision.Decide(
            row.ToRotation(), generation, ModelClock.At(issuedAt), ModelClock.At(now), policy, policy.IdleLifetime);
        return new(decision.Outcome, decision.HandsOutRefreshToken ? (int)decision.Generation : 0, Row.Of(decision.Next));
    }

    // DeliveryConfirmations looks at the age, ISessionStore.ConfirmAsync at the rest.
    public bool Confirms(in Row row, int generation, int issuedAt, int now) =>
        row.Base < generation && generation <= row.Issued && !row.IsConfirmed && row.RotatedAt <= issuedAt
        && policy.ProvesDelivery(ModelClock.At(issuedAt), ModelClock.At(now));
}
