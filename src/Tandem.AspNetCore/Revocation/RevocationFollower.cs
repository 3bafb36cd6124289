using Tandem.AspNetCore.Hosting;
using Tandem.Platform;
using Tandem.Revocation;

namespace Tandem.AspNetCore.Revocation;

/// <summary>Takes over what other processes revoke, within a second: the command line, other nodes.</summary>
internal sealed class RevocationFollower(
    DenySet denied, IRevocationFeed feed, InstallationClock clock, TimeProvider time, ILogger<RevocationFollower> logger)
    : BackgroundWork("Following revocations", TimeSpan.FromMilliseconds(250), time, logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => denied.FollowAsync(feed, clock.UtcNow, cancellationToken);
}
