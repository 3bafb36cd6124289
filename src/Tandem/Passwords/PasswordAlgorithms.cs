using Tandem.Platform;

namespace Tandem.Passwords;

/// <summary>The algorithm new passwords are hashed with, and all that stored hashes can be verified with.</summary>
public sealed class PasswordAlgorithms
{
    private readonly IPasswordAlgorithm[] loaded;

    internal PasswordAlgorithms(IPasswordAlgorithm current, params IEnumerable<IPasswordAlgorithm> others)
    {
        Current = current;
        loaded = [current, .. others];
    }

    /// <summary>What new hashes are made with.</summary>
    public IPasswordAlgorithm Current { get; }

    /// <summary>What the operator should know about the choice, for the log; null when there is nothing to say.</summary>
    public string? Notice { get; private init; }

    /// <summary>
    /// Chooses. <paramref name="configured"/> is <c>argon2id</c> or <c>pbkdf2</c>; null takes <c>argon2id</c> where its library is
    /// installed, and else <c>pbkdf2</c> with a <see cref="Notice"/>.
    /// </summary>
    /// <exception cref="NativeLibraryMissingException"><c>argon2id</c> was asked for and libsodium is absent.</exception>
    /// <exception cref="ArgumentException">There is no such algorithm.</exception>
    public static PasswordAlgorithms Load(string? configured, SecureRandom random) =>
        Choose(configured, SodiumLibrary.Installed.Value, random);

    /// <summary>The algorithm that can evaluate a hash, or null.</summary>
    public IPasswordAlgorithm? For(string hash) => Array.Find(loaded, algorithm => algorithm.CanRead(hash));

    /// <summary>Whether a hash should be made anew: it is of another algorithm, or took less work than new ones do.</summary>
    public bool NeedsRehash(string hash) => !Current.CanRead(hash) || Current.NeedsRehash(hash);

    /// <summary>
    /// Refuses to start a node that would call right passwords wrong: every algorithm in the database must be loaded here.
    /// </summary>
    /// <param name="storedAlgorithmIds">What stored hashes begin with, as the account store tells.</param>
    /// <exception cref="NativeLibraryMissingException">There are argon2id hashes and libsodium is absent.</exception>
    /// <exception cref="NotSupportedException">There are hashes of an algorithm this version does not know.</exception>
    public void EnsureCanVerify(IReadOnlyList<string> storedAlgorithmIds)
    {
        foreach (var id in storedAlgorithmIds)
        {
            if (loaded.Any(algorithm => algorithm.Id == id))
                continue;
            throw id == Argon2idAlgorithm.AlgorithmId
                ? Missing("verifying the argon2id password hashes in the database")
                : new NotSupportedException(
                    $"The database holds password hashes of the algorithm '{id}', which this version cannot verify. Known are: "
                    + $"{string.Join(", ", loaded.Select(algorithm => algorithm.Id))}. Run the version that wrote them, or reset those "
                    + "passwords.");
        }
    }

    internal static PasswordAlgorithms Choose(string? configured, SodiumLibrary? sodium, SecureRandom random)
    {
        var pbkdf2 = new Pbkdf2Algorithm(random);
        var argon2id = sodium is null ? null : new Argon2idAlgorithm(sodium);
        return configured switch
        {
            "pbkdf2" or Pbkdf2Algorithm.AlgorithmId when argon2id is null => new PasswordAlgorithms(pbkdf2),
            "pbkdf2" or Pbkdf2Algorithm.AlgorithmId => new PasswordAlgorithms(pbkdf2, argon2id),
            null or Argon2idAlgorithm.AlgorithmId when argon2id is not null => new PasswordAlgorithms(argon2id, pbkdf2),
            Argon2idAlgorithm.AlgorithmId => throw Missing("hashing passwords with argon2id, as configured"),
            null => new PasswordAlgorithms(pbkdf2)
            {
                Notice = $"{SodiumLibrary.Name} is not installed: passwords are hashed with PBKDF2-HMAC-SHA512, "
                    + $"{Pbkdf2Algorithm.DefaultIterations} rounds, instead of argon2id. {SodiumLibrary.Cure}",
            },
            _ => throw new ArgumentException(
                $"There is no password algorithm '{configured}'; there are argon2id and pbkdf2.", nameof(configured)),
        };
    }

    private static NativeLibraryMissingException Missing(string neededFor) => new(SodiumLibrary.Name, neededFor, SodiumLibrary.Cure);
}
