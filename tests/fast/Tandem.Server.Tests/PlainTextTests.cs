using Tandem.Server.CommandLine;

namespace Tandem.Server.Tests;

/// <summary>J4, ASVS 16.4.1.</summary>
[Trait("requirement", "J4")]
public sealed class PlainTextTests
{
    [Theory]
    [InlineData("Mozilla/5.0 (X11; Linux) Grüße 日本", "Mozilla/5.0 (X11; Linux) Grüße 日本")]
    [InlineData("a\r\nb", @"a\u{000d}\u{000a}b")]
    [InlineData("\u001b[31m", @"\u{001b}[31m")]
    [InlineData("\u2028\u2029\u0085", @"\u{2028}\u{2029}\u{0085}")]
    [InlineData("\u202e\u2066\u200f", @"\u{202e}\u{2066}\u{200f}")]
    [InlineData(@"a\nb", @"a\\nb")]
    [InlineData("\U000e0041", @"\u{db40}\u{dc41}")]
    [InlineData("", "")]
    public void What_could_mislead_is_written_out(string text, string plain) => Assert.Equal(plain, PlainText.Escape(text));

    [Fact]
    public void No_character_whatever_ends_a_line_or_hides()
    {
        for (var character = 0; character <= char.MaxValue; character++)
        {
            var plain = PlainText.Escape(((char)character).ToString());
            Assert.DoesNotContain(plain, c => char.IsControl(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator);
        }
    }
}
