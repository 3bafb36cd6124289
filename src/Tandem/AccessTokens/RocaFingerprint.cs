using System.Numerics;

namespace Tandem.AccessTokens;

/// <summary>
/// Finds RSA keys of a chip family whose primes can be computed from the modulus (ROCA, CVE-2017-15361). Their moduli are powers of
/// 65537 modulo each small prime; for other moduli that is so once in more than a hundred million.
/// </summary>
internal static class RocaFingerprint
{
    private static readonly int[] Primes =
    [
        3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113, 127, 131, 137,
        139, 149, 151, 157, 163, 167,
    ];

    private static readonly HashSet<int>[] Powers = [.. Primes.Select(PowersModulo)];

    public static bool IsOn(ReadOnlySpan<byte> modulus)
    {
        var number = new BigInteger(modulus, isUnsigned: true, isBigEndian: true);
        for (var i = 0; i < Primes.Length; i++)
        {
            if (!Powers[i].Contains((int)(number % Primes[i])))
                return false;
        }

        return true;
    }

    private static HashSet<int> PowersModulo(int prime)
    {
        var powers = new HashSet<int>();
        for (var power = 1; powers.Add(power); power = power * (65537 % prime) % prime)
        {
            // Until they repeat.
        }

        return powers;
    }
}
