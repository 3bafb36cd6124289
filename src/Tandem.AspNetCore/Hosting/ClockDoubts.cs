using System.Buffers.Binary;

using Tandem.MasterKeys;
using Tandem.Platform;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Hosting;

/// <summary>
/// Finds out at start whether the clock is to be believed, and remembers it through restarts: what is written while it is ahead would make
/// it look right. The note is among the installation's wrapped secrets, where nobody without the master key can write it.
/// </summary>
internal sealed class ClockDoubts(
    IStorageLifetime storage, IInstallationStore store, Installation installation, ClockDoubt doubt, InstallationClock clock, SecureRandom random)
{
    /// <summary>After a doubt: how long the clock has to go without a jump before anything is removed by it.</summary>
    public static readonly TimeSpan Steady = TimeSpan.FromHours(24);

    private const string Name = "clock-doubt";

    /// <summary>Looks at the clock, once the database and its keys are open and before anything is written.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be reached.</exception>
    public async Task AssessAsync(CancellationToken cancellationToken)
    {
        var now = clock.UtcNow;
        var note = await FindAsync(cancellationToken);
        // What was stored up to a time that was believed is believed; what was stored during a doubt is not.
        var newest = await storage.NewestTimeAsync(cancellationToken);
        var since = note is null ? newest : note.IsAccepted && newest < note.NoticedAt ? note.NoticedAt : note.IsAccepted ? newest : note.Since;
        if (since is { } from && now - from > ClockReading.Tolerated && await storage.LastEndAsync(from, cancellationToken) is { } lastEnd && lastEnd <= now)
        {
            await WriteAsync(new Note(from, now, IsAccepted: false), cancellationToken);
            doubt.Begin(from, lastEnd);
        }
        else if (note is { IsAccepted: false })
        {
            await WriteAsync(null, cancellationToken);
        }
    }

    /// <summary>Takes the clock for right; false when it was not in doubt.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be reached.</exception>
    public async Task<bool> AcceptAsync(CancellationToken cancellationToken)
    {
        var wasOpen = doubt.IsOpen;
        doubt.End();
        if (await FindAsync(cancellationToken) is not { IsAccepted: false } note)
            return wasOpen;
        await WriteAsync(note with { NoticedAt = clock.UtcNow, IsAccepted = true }, cancellationToken);
        return true;
    }

    /// <summary>Ends a doubt that has lasted long enough, or that a command has ended; true when it did.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be reached.</exception>
    public async Task<bool> FollowAsync(CancellationToken cancellationToken) =>
        doubt.IsOpen && (doubt.Since is null || await FindAsync(cancellationToken) is not { IsAccepted: false }) && await AcceptAsync(cancellationToken);

    /// <summary>The machine's clock was set: if it no longer ends every session it was wrong, and is followed at once. True when it was.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be reached.</exception>
    public async Task<bool> JumpedAsync(DateTimeOffset wall, CancellationToken cancellationToken)
    {
        if (doubt.Since is null || wall >= doubt.LastEnd)
        {
            if (await FindAsync(cancellationToken) is { IsAccepted: true } note)
                await WriteAsync(note with { NoticedAt = clock.UtcNow }, cancellationToken);
            return false;
        }

        clock.Rejoin();
        doubt.End();
        await WriteAsync(null, cancellationToken);
        return true;
    }

    /// <summary>Whether what is over by the clock may be removed: not while it is in doubt, nor in the day after.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be reached.</exception>
    public async Task<bool> MayPurgeAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not { } note)
            return true;
        // A command that came upon an installation without a living session noted a doubt that this server, which has run on, does not have.
        if (!note.IsAccepted && !doubt.IsOpen)
            await AcceptAsync(cancellationToken);
        if (!note.IsAccepted || clock.UtcNow - note.NoticedAt < Steady)
            return false;
        await WriteAsync(null, cancellationToken);
        return true;
    }

    private async Task<Note?> FindAsync(CancellationToken cancellationToken) =>
        await store.FindSecretAsync(Name, cancellationToken) is { } secret ? Note.Decode(secret.Unwrap(installation.MasterKeys, installation.Id)) : null;

    private async Task WriteAsync(Note? note, CancellationToken cancellationToken)
    {
        while (true)
        {
            var secret = WrappedSecret.Wrap(Name, Note.Encode(note), installation.MasterKeys, installation.Id, random);
            if (await store.FindSecretAsync(Name, cancellationToken) is { } former
                ? await store.ReplaceSecretAsync(former, secret, cancellationToken)
                : await store.TryAddSecretAsync(secret, cancellationToken))
                return;
        }
    }

    /// <summary>What is remembered.</summary>
    /// <param name="Since">The newest time that was stored before the clock came into doubt.</param>
    /// <param name="NoticedAt">When that was, or when the clock was accepted or set last, by itself.</param>
    /// <param name="IsAccepted">Whether the clock is believed since.</param>
    private sealed record Note(DateTimeOffset Since, DateTimeOffset NoticedAt, bool IsAccepted)
    {
        // One of zeros is none: a secret cannot be taken away.
        public static byte[] Encode(Note? note)
        {
            var bytes = new byte[17];
            if (note is null)
                return bytes;
            BinaryPrimitives.WriteInt64BigEndian(bytes, note.Since.ToUnixTimeMilliseconds());
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(8), note.NoticedAt.ToUnixTimeMilliseconds());
            bytes[16] = (byte)(note.IsAccepted ? 2 : 1);
            return bytes;
        }

        public static Note? Decode(byte[] bytes) => bytes is not [.., 1 or 2] ? null : new(
            DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes)),
            DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(8))),
            bytes[16] == 2);
    }
}
