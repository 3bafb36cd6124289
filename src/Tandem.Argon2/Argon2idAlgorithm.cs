using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

using Tandem.Passwords;

namespace Tandem.Argon2;

/// <summary>
/// Argon2id (RFC 9106) with the parameters of the OWASP password storage recommendation, 19 MiB, two passes, one lane:
/// <c>$argon2id$v=19$m=19456,t=2,p=1$salt$hash</c>.
/// </summary>
/// <param name="memoryKibibytes">Memory of a new hash in KiB.</param>
/// <param name="passes">Passes of a new hash over that memory.</param>
public sealed partial class Argon2idAlgorithm(
    int memoryKibibytes = Argon2idAlgorithm.DefaultMemoryKibibytes, int passes = Argon2idAlgorithm.DefaultPasses) : IPasswordAlgorithm
{
    private const int DefaultMemoryKibibytes = 19456, DefaultPasses = 2;

    // A hash that somebody wrote into the database must not be able to take the machine's memory.
    private const int MaxMemoryKibibytes = 1 << 20, MaxPasses = 64;

    /// <inheritdoc/>
    public string Id => "argon2id";

    /// <inheritdoc/>
    public string Hash(ReadOnlySpan<byte> password)
    {
        Span<byte> text = stackalloc byte[SodiumLibrary.HashLength];
        SodiumLibrary.Hash(text, password, (uint)passes, Bytes(memoryKibibytes));
        return Encoding.ASCII.GetString(text[..text.IndexOf((byte)0)]);
    }

    /// <inheritdoc/>
    public bool Verify(string hash, ReadOnlySpan<byte> password)
    {
        if (!TryRead(hash, out var memory, out _))
            return false;
        Span<byte> text = stackalloc byte[SodiumLibrary.HashLength];
        text.Clear();
        Encoding.ASCII.GetBytes(hash, text);
        return SodiumLibrary.Verify(text, password, Bytes(memory));
    }

    /// <inheritdoc/>
    public bool NeedsRehash(string hash) =>
        !TryRead(hash, out var usedMemory, out var usedPasses) || usedMemory < memoryKibibytes || usedPasses < passes;

    /// <inheritdoc/>
    public bool CanRead(string hash) => TryRead(hash, out _, out _);

    private static bool TryRead(string hash, out int memory, out int passes)
    {
        memory = passes = 0;
        if (hash.Length >= SodiumLibrary.HashLength || Format.Match(hash) is not { Success: true } match)
            return false;
        memory = int.Parse(match.Groups["m"].ValueSpan, CultureInfo.InvariantCulture);
        passes = int.Parse(match.Groups["t"].ValueSpan, CultureInfo.InvariantCulture);
        return memory <= MaxMemoryKibibytes && passes <= MaxPasses;
    }

    private static ulong Bytes(int kibibytes) => 1024UL * (uint)kibibytes;

    [GeneratedRegex(
        @"\A\$argon2id\$v=19\$m=(?<m>[1-9][0-9]{0,7}),t=(?<t>[1-9][0-9]{0,3}),p=[1-9][0-9]{0,2}\$[A-Za-z0-9+/]{11,}\$[A-Za-z0-9+/]{22,}\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Format { get; }
}
