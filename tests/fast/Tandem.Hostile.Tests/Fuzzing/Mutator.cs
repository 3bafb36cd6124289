using System.Text;

namespace Tandem.Hostile.Tests.Fuzzing;

/// <summary>Makes new inputs of known ones. Seeded: the same seed makes the same inputs.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<string> dictionary)
{
    public const int LongestInput = 64 * 1024;

    private static readonly byte[][] Oddities =
    [
        .. new[]
        {
            "\0", "\r\n", "\t", " ", "\u00a0", "\u200b", "\u202e", "\u2028", "\ufeff", "\ufffd", "\uffff", "\u212a", "\u0130", "\u0131", "\uff20", "é", "e\u0301",
            "ß", "\U0001F600", "\U0010FFFF", "-0", "-1", "1e999", "0.1", "9223372036854775807", "9223372036854775808", "99999999999999999999", "2147483648",
            "253402300799", "253402300800", "null", "true", "[]", "{}", "[[[[[[[[[]]]]]]]]]", "\"\"", "\\u0000", "\\ud800", "\\udc00\\ud800", "%00", "%2e", "../",
            "=", "==", ";", ",", ".", ":", "\"", "'", "\\",
        }.Select(Encoding.UTF8.GetBytes),
        [0xED, 0xA0, 0x80], [0xED, 0xB0, 0x80], [0xC0, 0x80], [0xFF], [0x80], [0xF4, 0x90, 0x80, 0x80],
    ];

    private readonly byte[][] words = [.. dictionary.Select(Encoding.UTF8.GetBytes)];

    /// <summary>A new input: one change to one, or two, four, eight, perhaps with a part of another.</summary>
    public byte[] Mutate(byte[] input, byte[] other, int doublings = 3)
    {
        var changed = input;
        for (var changes = 1 << random.Next(doublings + 1); changes > 0; changes--)
            changed = Once(changed, other);
        return changed.Length <= LongestInput ? changed : changed[..LongestInput];
    }

    private byte[] Once(byte[] input, byte[] other)
    {
        if (input.Length == 0)
            return Word();
        var (start, end) = Range(input);
        return random.Next(13) switch
        {
            0 => With(input, start, start + 1, [(byte)(input[start] ^ (1 << random.Next(8)))]),
            1 => With(input, start, start + 1, [(byte)random.Next(256)]),
            2 => With(input, start, end, []),
            3 => With(input, start, start, input.AsSpan(start, end - start)),
            4 => input[..start],
            5 => With(input, start, start, Word()),
            6 => With(input, start, end, Word()),
            7 => With(input, start, start, Pick(Oddities)),
            8 => With(input, start, end, Pick(Oddities)),
            9 => Splice(input, start, other),
            10 => Value(input, start),
            11 when random.Next(8) == 0 => With(input, start, start, Repeated(input[start..end])),
            _ => Swap(input, start),
        };
    }

    // The value behind the next colon or equals sign becomes another one.
    private byte[] Value(byte[] input, int start)
    {
        var mark = input.AsSpan(start).IndexOfAny((byte)':', (byte)'=');
        if (mark < 0)
            return With(input, start, start, Word());
        start += mark + 1;
        var length = input.AsSpan(start).IndexOfAny(",;}\n"u8);
        var word = random.Next(2) == 0 ? Word() : Pick(Oddities);
        return With(input, start, length < 0 ? input.Length : start + length, random.Next(2) == 0 ? word : [(byte)'"', .. word, (byte)'"']);
    }

    private byte[] Splice(byte[] input, int at, byte[] other)
    {
        if (other.Length == 0)
            return input[..at];
        var (start, end) = Range(other);
        return random.Next(2) == 0 ? [.. input.AsSpan(0, at), .. other.AsSpan(start)] : With(input, at, at, other.AsSpan(start, end - start));
    }

    private byte[] Repeated(byte[] part)
    {
        var times = Math.Min(1 << random.Next(4, 14), LongestInput / part.Length);
        return [.. Enumerable.Repeat(part, times).SelectMany(bytes => bytes)];
    }

    private byte[] Swap(byte[] input, int at)
    {
        var copy = (byte[])input.Clone();
        var with = random.Next(copy.Length);
        (copy[at], copy[with]) = (copy[with], copy[at]);
        return copy;
    }

    private byte[] Word() => words.Length > 0 && random.Next(4) > 0 ? Pick(words) : Pick(Oddities);

    private byte[] Pick(byte[][] choices) => choices[random.Next(choices.Length)];

    private (int Start, int End) Range(byte[] input)
    {
        var start = random.Next(input.Length);
        return (start, start + random.Next(1, Math.Min(input.Length - start, 1 << random.Next(1, 8)) + 1));
    }

    private static byte[] With(byte[] input, int start, int end, ReadOnlySpan<byte> between) => [.. input.AsSpan(0, start), .. between, .. input.AsSpan(end)];
}
