using System.Text;

using Tandem.Passwords;

namespace Tandem.Tests.Passwords;

public sealed class PasswordTests
{
    [Theory]
    [InlineData("")]
    [InlineData("correct horse")]
    [InlineData(" \t\r\n ")]
    [InlineData("a\0b\0")]
    [InlineData("\uFEFFpass")]
    [InlineData("paßwörd 密码 😀")]
    [InlineData("\uFFFD")]
    public void A_password_is_its_utf8_bytes_as_received(string text)
    {
        Assert.True(Password.TryEncode(text, out var utf8));
        Assert.Equal(Encoding.UTF8.GetBytes(text), utf8);
    }

    [Fact]
    public void An_unpaired_surrogate_is_refused_not_replaced()
    {
        // Not attribute data, which the compiler itself would mend.
        foreach (var text in new[] { "\ud800", "pass\udc00word", "\udc00\ud800", "pass\ud83d" })
        {
            Assert.False(Password.TryEncode(text, out var utf8));
            Assert.Null(utf8);
        }
    }

    [Fact]
    public void Composed_and_decomposed_letters_are_different_passwords()
    {
        Assert.True(Password.TryEncode("caf\u00e9", out var composed));
        Assert.True(Password.TryEncode("cafe\u0301", out var decomposed));
        Assert.NotEqual(composed, decomposed);
    }
}
