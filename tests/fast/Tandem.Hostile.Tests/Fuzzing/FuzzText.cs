using System.Text;

namespace Tandem.Hostile.Tests.Fuzzing;

/// <summary>
/// Characters as bytes and back. UTF-8 where it is UTF-8; an unpaired surrogate has the three bytes it would have, and any other byte
/// stands for the character of that number, so that inputs of bytes reach every text.
/// </summary>
internal static class FuzzText
{
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var length) == System.Buffers.OperationStatus.Done)
                text.Append(rune.ToString());
            else if (bytes is [0xED, >= 0xA0 and <= 0xBF, >= 0x80 and <= 0xBF, ..])
                text.Append((char)(0xD000 | ((bytes[1] & 0x3F) << 6) | (bytes[2] & 0x3F)));
            else
                text.Append((char)bytes[0]);
            bytes = bytes[(bytes is [0xED, >= 0xA0 and <= 0xBF, >= 0x80 and <= 0xBF, ..] ? 3 : rune == Rune.ReplacementChar && length < 3 ? 1 : length)..];
        }

        return text.ToString();
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
