namespace Tandem.Passwords;

/// <summary>
/// The right to evaluate passwords now, one after the other. Taken before a sign-in attempt is reserved, so that nobody is counted
/// whose password then finds no time. Disposing gives it back, at the latest when running work has ended.
/// </summary>
public sealed class HashingSlot : IDisposable
{
    private readonly PasswordHasher hasher;
    private readonly Lock gate = new();
    private bool working, disposed, left;

    internal HashingSlot(PasswordHasher hasher) => this.hasher = hasher;

    /// <summary>
    /// Whether a stored hash is of this password. A hash that cannot be read matches nothing, and that takes as long as any other.
    /// </summary>
    /// <exception cref="HashingBusyException">There is not enough memory at the moment.</exception>
    public Task<bool> VerifyAsync(string hash, ReadOnlyMemory<byte> password)
    {
        Bound(password);
        return Run(() => hasher.Verify(hash, password.Span));
    }

    /// <summary>For an account that does not exist or has no password: the work of a verification, and always false.</summary>
    /// <exception cref="HashingBusyException">There is not enough memory at the moment.</exception>
    public Task<bool> VerifyDummyAsync(ReadOnlyMemory<byte> password)
    {
        Bound(password);
        return Run(() => hasher.VerifyDummy(password.Span));
    }

    /// <summary>Hashes a new password.</summary>
    /// <exception cref="HashingBusyException">There is not enough memory at the moment.</exception>
    public Task<string> HashAsync(ReadOnlyMemory<byte> password)
    {
        Bound(password);
        return Run(() => hasher.Algorithms.Current.Hash(password.Span));
    }

    /// <inheritdoc/>
    public void Dispose() => Change(() => disposed = true);

    private static void Bound(ReadOnlyMemory<byte> password) =>
        ArgumentOutOfRangeException.ThrowIfGreaterThan(password.Length, Password.MaximumLength, nameof(password));

    private async Task<T> Run<T>(Func<T> work)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (working)
                throw new InvalidOperationException("A slot evaluates one password at a time.");
            working = true;
        }

        try
        {
            return await hasher.Threads.RunAsync(work);
        }
        finally
        {
            Change(() => working = false);
        }
    }

    private void Change(Action change)
    {
        bool leave;
        lock (gate)
        {
            change();
            leave = disposed && !working && !left;
            left |= leave;
        }

        if (leave)
            hasher.Leave();
    }
}
