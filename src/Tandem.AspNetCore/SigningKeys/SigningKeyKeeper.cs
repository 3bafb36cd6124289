using Tandem.AspNetCore.Hosting;
using Tandem.SigningKeys;

namespace Tandem.AspNetCore.SigningKeys;

/// <summary>
/// Takes over what other processes did to the signing keys, so that a revoked key is refused within a second, and takes the steps of their
/// life that are due.
/// </summary>
internal sealed class SigningKeyKeeper(KeyRingService ring, SigningKeyRotator life, TimeProvider time, ILogger<SigningKeyKeeper> logger)
    : BackgroundWork("Keeping the signing keys", KeyRingService.Interval, time, logger)
{
    private bool isAdopted;

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        await ring.FollowAsync(cancellationToken);
        if (!isAdopted)
            await life.AdoptAlgorithmAsync(cancellationToken);
        isAdopted = true;
        if (await life.AdvanceAsync(cancellationToken))
            await ring.FollowAsync(cancellationToken);
    }
}
