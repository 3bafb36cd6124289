namespace Tandem.Client.Storage;

/// <summary>
/// Keeps tokens in a file that only its owner can read (mode 0600; on Windows the folder decides). Any number of processes of one machine may share
/// it. A crash, of a program or of the machine, leaves the file as it was or as it should be.
/// </summary>
/// <remarks>
/// Beside the file are two empty ones, <c>.lock</c> and <c>.turn</c>, on which processes wait for each other; the folder must be on a local disk,
/// where such locks hold. Whoever reads the file is signed in: do not copy it, and leave it out of backups, because of two programs with one
/// session the server takes one for a thief.
/// </remarks>
public sealed class FileTokenStore : ITokenStore
{
    private static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(5);

    private readonly string path;
    private readonly TimeProvider time;

    /// <summary>Uses a file, which need not exist; nor need its folder, which is then made for its owner alone.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="time">By which waiting for other processes is limited. Default: real time.</param>
    public FileTokenStore(string path, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        this.path = Path.GetFullPath(path);
        this.time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public ValueTask<StoredTokens> ReadAsync(CancellationToken cancellationToken) => new(Task.Run(Read, cancellationToken));

    /// <inheritdoc/>
    /// <exception cref="TimeoutException">Another process is in the middle of a write and does not go on.</exception>
    public async ValueTask<StoredTokens> UpdateAsync(Func<StoredTokens, StoredTokens> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        PrivateFile.CreateFolder(Path.GetDirectoryName(path)!);
        var held = await FileLock.TryTakeAsync(path + ".lock", LongestWrite, time, cancellationToken).ConfigureAwait(false)
            ?? throw new TimeoutException($"Another process holds {path}.lock.");
        await using (held.ConfigureAwait(false))
            return await Task.Run(() => Replace(change), CancellationToken.None).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable?> TryTakeTurnAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        PrivateFile.CreateFolder(Path.GetDirectoryName(path)!);
        return await FileLock.TryTakeAsync(path + ".turn", patience, time, cancellationToken).ConfigureAwait(false);
    }

    private StoredTokens Replace(Func<StoredTokens, StoredTokens> change)
    {
        var tokens = Read();
        var changed = change(tokens);
        if (!ReferenceEquals(changed, tokens))
            PrivateFile.Replace(path, changed.Serialize());
        return changed;
    }

    private StoredTokens Read()
    {
        byte[] text;
        try
        {
            text = PrivateFile.Read(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return StoredTokens.Empty;
        }

        try
        {
            return StoredTokens.Parse(text);
        }
        catch (FormatException e)
        {
            throw new FormatException($"{path} does not hold the tokens of a Tandem client. Delete it, or name another file, and sign in.", e);
        }
    }
}
