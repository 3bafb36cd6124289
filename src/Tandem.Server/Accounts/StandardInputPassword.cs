using System.Text;
using System.Text.Unicode;

using Tandem.Passwords;
using Tandem.Server.CommandLine;

namespace Tandem.Server.Accounts;

/// <summary>A password from standard input.</summary>
internal static class StandardInputPassword
{
    /// <summary>
    /// Reads one line of UTF-8, without the newline that <c>echo</c> adds. A control character in it would be a slip that nobody can type at the
    /// sign-in page: it is refused.
    /// </summary>
    /// <exception cref="CommandException">It cannot be a password.</exception>
    public static async Task<byte[]> ReadAsync(int minimumLength, CancellationToken cancellationToken)
    {
        var password = WithoutNewline(WithoutByteOrderMark(await ReadBytesAsync(cancellationToken)));
        if (password.Length > Password.MaximumLength)
            throw new CommandException($"The password is longer than {Password.MaximumLength} bytes of UTF-8. Choose a shorter one.");
        if (!Utf8.IsValid(password.Span))
            throw new CommandException("The password on standard input is not UTF-8. Send it in that encoding.");
        if (SlipIn(password.Span) is { } slip)
            throw new CommandException($"The password on standard input {slip}");
        var length = Password.Length(password.Span);
        if (length < minimumLength)
            throw new CommandException($"The password has {length} characters; at least {minimumLength} are needed (Tandem:Passwords:MinimumLength).");
        return password.ToArray();
    }

    private static string? SlipIn(ReadOnlySpan<byte> utf8)
    {
        var position = 0;
        foreach (var rune in Encoding.UTF8.GetString(utf8).EnumerateRunes())
        {
            position++;
            if (rune.Value is '\n' or '\r')
                return $"has a line break after character {position - 1}. Send one line, with one line break at its end or none.";
            if (Rune.IsControl(rune))
                return $"has a control character, U+{rune.Value:X4}, as character {position}. Send text only.";
        }

        return null;
    }

    // More than can be right, with mark and newline, is enough to know that it is too long.
    private static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(CancellationToken cancellationToken)
    {
        await using var input = Console.OpenStandardInput();
        var buffer = new byte[2 * Password.MaximumLength];
        var length = await input.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return buffer.AsMemory(0, length);
    }

    // Some shells on Windows put one before what they pipe.
    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> bytes) =>
        bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;

    private static ReadOnlyMemory<byte> WithoutNewline(ReadOnlyMemory<byte> bytes) =>
        bytes.Span.EndsWith("\r\n"u8) ? bytes[..^2] : bytes.Span.EndsWith("\n"u8) ? bytes[..^1] : bytes;
}
