using Tandem.Platform;

namespace Tandem.Passwords;

/// <summary>The algorithm new passwords are hashed with, and all that stored hashes can be verified with.</summary>
internal sealed class PasswordAlgorithms
{
    private readonly IPasswordAlgorithm[] loaded;

    internal PasswordAlgorithms(IPasswordAlgorithm current, params IEnumerable<IPasswordAlgorithm> others)
    {
        Current = current;
        loaded = [current, .. others];
    }

    /// <summary>What new hashes are made with.</summary>
    public IPasswordAlgorithm Current { get; }

    /// <summary>
    /// Takes the one with the configured name for new hashes; null is <c>argon2id</c>. PBKDF2 comes with the core and is always there.
    /// </summary>
    /// <exception cref="NotSupportedException">None of that name is registered.</exception>
    public static PasswordAlgorithms Choose(string? configured, SecureRandom random, IEnumerable<IPasswordAlgorithm> registered)
    {
        IPasswordAlgorithm[] all = [.. registered, new Pbkdf2Algorithm(random)];
        var id = configured switch
        {
            null => "argon2id",
            "pbkdf2" => Pbkdf2Algorithm.AlgorithmId,
            _ => configured,
        };
        return Array.Find(all, algorithm => algorithm.Id == id) is { } current
            ? new PasswordAlgorithms(current, all.Where(algorithm => algorithm != current))
            : throw Unsupported(
                $"Passwords cannot be hashed with '{id}': registered are {Names(all)}. Register an {nameof(IPasswordAlgorithm)} of that name, "
                + "or set Tandem:Passwords:Algorithm to one of these.");
    }

    /// <summary>The algorithm that can evaluate a hash, or null.</summary>
    public IPasswordAlgorithm? For(string hash) => Array.Find(loaded, algorithm => algorithm.CanRead(hash));

    /// <summary>Whether a hash should be made anew: it is of another algorithm, or took less work than new ones do.</summary>
    public bool NeedsRehash(string hash) => !Current.CanRead(hash) || Current.NeedsRehash(hash);

    /// <summary>
    /// Refuses to start a node that would call right passwords wrong: every algorithm in the database must be loaded here.
    /// </summary>
    /// <param name="storedAlgorithmIds">What stored hashes begin with, as the account store tells.</param>
    /// <exception cref="NotSupportedException">There are hashes of an algorithm that is not registered.</exception>
    public void EnsureCanVerify(IReadOnlyList<string> storedAlgorithmIds)
    {
        foreach (var id in storedAlgorithmIds)
        {
            if (loaded.Any(algorithm => algorithm.Id == id))
                continue;
            throw Unsupported(
                $"The database holds password hashes of the algorithm '{id}', which this version cannot verify. Known are: "
                + $"{Names(loaded)}. Run the version that wrote them, or reset those passwords.");
        }
    }

    // Who explains it to an operator knows it by its source, which a native executable does not tell by itself.
    private static NotSupportedException Unsupported(string message) => new(message) { Source = "Tandem" };

    private static string Names(IEnumerable<IPasswordAlgorithm> algorithms) => string.Join(", ", algorithms.Select(algorithm => algorithm.Id));
}
