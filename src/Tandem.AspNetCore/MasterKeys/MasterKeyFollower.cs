using Tandem.AspNetCore.Hosting;
using Tandem.MasterKeys;
using Tandem.SigningKeys;

namespace Tandem.AspNetCore.MasterKeys;

/// <summary>
/// Takes over what changes in the master key file, without a restart. A file that cannot be read, or is another installation's, changes
/// nothing. Private keys are wrapped anew once for each change, so that nodes that disagree on the order do not go on for ever.
/// </summary>
internal sealed partial class MasterKeyFollower(
    MasterKeyLoader loader, Installation installation, IInstallationStore store, MasterKeyRotation rotation, TimeProvider time,
    ILogger<MasterKeyFollower> logger)
    : BackgroundWork("Following the master key", TimeSpan.FromMilliseconds(250), time, logger)
{
    // Keys that other nodes brought: with their ids a token is theirs, and without them another installation's.
    private const int TicksPerLook = 4;

    private bool isWrapped;
    private int ticks;

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        if (loader.HasChanged)
        {
            await InstallationOpener.AdoptAsync(installation, loader, store, mayGenerate: false, cancellationToken);
            Adopted(installation.MasterKeys.Current.Id.ToString("x8", System.Globalization.CultureInfo.InvariantCulture), installation.MasterKeys.Previous.Count);
            isWrapped = false;
        }

        if (++ticks % TicksPerLook == 0)
            installation.Know([.. (await store.MasterKeyChecksAsync(cancellationToken)).Keys]);
        if (!isWrapped)
            await rotation.RewrapAsync(cancellationToken);
        isWrapped = true;
    }

    [LoggerMessage(1105, LogLevel.Information, "Changed master keys were loaded: {Current} tags new tokens, {Former} more are accepted")]
    private partial void Adopted(string current, int former);
}
