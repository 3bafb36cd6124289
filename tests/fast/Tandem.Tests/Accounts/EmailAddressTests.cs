using Tandem.Accounts;

namespace Tandem.Tests.Accounts;

/// <summary>Look-alikes are other addresses. V23.</summary>
[Trait("requirement", "V23")]
public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("Ana@Example.COM", "ana@example.com")]
    [InlineData(" ana@example.com\n", "ana@example.com")]
    [InlineData("ÄNA@example.com", "äna@example.com")]
    [InlineData("mi\u212Ae@example.com", "mi\u212Ae@example.com")]
    [InlineData("m\u0130ke@example.com", "m\u0130ke@example.com")]
    [InlineData("m\u0131ke@example.com", "m\u0131ke@example.com")]
    [InlineData("mike\uFF20example.com", "mike\uFF20example.com")]
    public void Only_case_is_folded_and_no_letter_becomes_an_ASCII_one(string written, string canonical) =>
        Assert.Equal(canonical, EmailAddress.Canonicalize(written));
}
