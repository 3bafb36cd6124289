using Tandem.Passwords;

namespace Tandem.AspNetCore.Passwords;

/// <summary>The form that a password in a body must have.</summary>
internal static class PasswordForm
{
    public static string Rule { get; } = $"A password of 1 to {Password.MaximumLength} bytes of UTF-8, without unpaired surrogates.";

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
