using Tandem.Passwords;

namespace Tandem.AspNetCore.Passwords;

/// <summary>The form that a password in a body must have.</summary>
internal static class PasswordForm
{
    /// <summary>Why a password cannot be read, in one sentence.</summary>
    public static string Fault(string member, string? text) =>
        text is null ? $"{member} is missing."
        : text.Length == 0 ? $"{member} is empty."
        : !Password.TryEncode(text, out var utf8) ? $"{member} has an unpaired surrogate, which is no character."
        : $"{member} has {utf8.Length} bytes of UTF-8; at most {Password.MaximumLength} are taken.";

    public static bool TryRead(string? text, out byte[] password)
    {
        if (!string.IsNullOrEmpty(text) && Password.TryEncode(text, out var utf8) && utf8.Length <= Password.MaximumLength)
        {
            password = utf8;
            return true;
        }

        password = [];
        return false;
    }
}
