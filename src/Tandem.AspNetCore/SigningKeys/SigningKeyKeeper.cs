using Tandem.AspNetCore.Hosting;
using Tandem.Sessions;
using Tandem.SigningKeys;

namespace Tandem.AspNetCore.SigningKeys;

/// <summary>
/// Takes over what other processes did to the signing keys, so that a revoked key is refused within a second, and takes the steps of their
/// life that are due.
/// </summary>
internal sealed class SigningKeyKeeper(KeyRingService ring, SigningKeyRotator life, ClockDoubt doubt, TimeProvider time, ILogger<SigningKeyKeeper> logger)
    : BackgroundWork("Keeping the signing keys", KeyRingService.Interval, time, logger)
{
    private bool isAdopted;

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        await ring.FollowAsync(cancellationToken);
        if (!isAdopted)
            await life.AdoptAlgorithmAsync(cancellationToken);
        isAdopted = true;
        // By a clock that may be wrong nothing is replaced, nor destroyed.
        if (!doubt.IsOpen && await life.AdvanceAsync(cancellationToken))
            await ring.FollowAsync(cancellationToken);
    }
}
