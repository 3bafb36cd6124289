using System.Text;

using Tandem.Accounts;

namespace Tandem.Tests.Accounts;

/// <summary>The spellings of one address are one: what Chromium sends of it and what Firefox does, composed letters and decomposed ones.</summary>
public sealed class EmailSpellingTests
{
    [Theory]
    [InlineData("ana@bücher.example", "ana@xn--bcher-kva.example")]
    [InlineData("ana@BÜCHER.example", "ana@xn--bcher-kva.example")]
    [InlineData("ana@bu\u0308cher.example", "ana@xn--bcher-kva.example")]
    [InlineData("Ana@XN--BCHER-KVA.Example", "ana@xn--bcher-kva.example")]
    [InlineData("ana@ｂücher.example", "ana@xn--bcher-kva.example")]
    [InlineData("ana@例え。テスト", "ana@xn--r8jz45g.xn--zckzah")]
    [InlineData("ana@例え．テスト", "ana@xn--r8jz45g.xn--zckzah")]
    [InlineData("ana@faß.example", "ana@xn--fa-hia.example")]
    [InlineData("ana@FAẞ.example", "ana@xn--fa-hia.example")]
    [InlineData("ana@βόλος.example", "ana@xn--nxasmm1c.example")]
    [InlineData("ana@موقع.وزارة-الاتصالات.مصر", "ana@xn--4gbrim.xn----ymcbaaajlc6dj7bxne2c.xn--wgbh1c")]
    [InlineData("ana@한국.example", "ana@xn--3e0b707e.example")]
    [InlineData("ana@\u1112\u1161\u11ab\u1100\u116e\u11a8.example", "ana@xn--3e0b707e.example")]
    [InlineData("ana@mi\u212ae.example", "ana@mike.example")]
    [InlineData("ana@☃.example", "ana@xn--n3h.example")]
    [InlineData("ana@\U0001f4a9.example", "ana@xn--ls8h.example")]
    [InlineData("jose\u0301@example.com", "josé@example.com")]
    [InlineData("JOSÉ@example.com", "josé@example.com")]
    [InlineData("a\u0323\u0307@example.com", "ạ\u0307@example.com")]
    [InlineData("a\u0307\u0323@example.com", "ạ\u0307@example.com")]
    [InlineData("\u212bngstr\u00f6m@example.com", "ångström@example.com")]
    public void Spellings_of_one_address_have_one_canonical_form(string written, string canonical) =>
        Assert.Equal(canonical, EmailAddress.Canonicalize(written));

    [Theory]
    [InlineData("ana@fass.example", "ana@faß.example")]
    [InlineData("mike@example.com", "mi\u212ae@example.com")]
    [InlineData("mike@example.com", "m\u0131ke@example.com")]
    [InlineData("ana@example.com", "an\u0430@example.com")]
    [InlineData("ana@example.com", "ana@ex\u0430mple.com")]
    [InlineData("ana@example.com", "ａna@example.com")]
    public void Look_alikes_stay_others(string one, string other) =>
        Assert.NotEqual(EmailAddress.Canonicalize(one), EmailAddress.Canonicalize(other));

    [Fact]
    public void A_canonical_form_is_its_own()
    {
        var random = new Random(46);
        for (var i = 0; i < 20_000; i++)
        {
            var text = $"{Letters(random)}@{Letters(random)}.{Letters(random)}";
            var canonical = EmailAddress.Canonicalize(text);
            Assert.Equal(canonical, EmailAddress.Canonicalize(canonical));
        }
    }

    // The published examples of RFC 3492 §7.1, in lower case.
    [Theory]
    [InlineData("ليهمابتكلموشعربي؟", "xn--egbpdaj6bu4bxfgehfvwxn")]
    [InlineData("他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye")]
    [InlineData("pročprostěnemluvíčesky", "xn--proprostnemluvesky-uyb24dma41a")]
    [InlineData("почемужеонинеговорятпорусски", "xn--b1abfaaepdrnnbgefbadotcwatmq2g4l")]
    [InlineData("3年b組金八先生", "xn--3b-ww4c5e180e575a65lsy2b")]
    public void Punycode_is_that_of_its_specification(string label, string ascii) =>
        Assert.Equal($"a@{ascii}", EmailAddress.Canonicalize($"a@{label}"));

    [Fact]
    public void Composition_does_not_depend_on_how_the_text_was_composed()
    {
        // One of each kind of decomposition, in both forms.
        string[] composed = ["é", "ṩ", "ǖ", "ấ", "각", "가", "ᾧ", "が", "पऩ", "\u0f43", "\u1e9b\u0323"];
        foreach (var text in composed)
            Assert.Equal(EmailAddress.Canonicalize($"{text}@example.com"), EmailAddress.Canonicalize($"{Decomposed[text]}@example.com"));
    }

    private static readonly Dictionary<string, string> Decomposed = new(StringComparer.Ordinal)
    {
        ["é"] = "e\u0301",
        ["ṩ"] = "s\u0307\u0323",
        ["ǖ"] = "u\u0308\u0304",
        ["ấ"] = "a\u0302\u0301",
        ["각"] = "\u1100\u1161\u11a8",
        ["가"] = "\u1100\u1161",
        ["ᾧ"] = "ω\u0314\u0342\u0345",
        ["が"] = "か\u3099",
        ["पऩ"] = "पन\u093c",
        ["\u0f43"] = "\u0f42\u0fb7",
        ["\u1e9b\u0323"] = "\u017f\u0323\u0307",
    };

    private static string Letters(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var code = random.Next(4) == 0 ? random.Next('a', 'z' + 1) : random.Next(0xa1, 0x2fff);
            text.Append(code is >= 0xd800 and < 0xe000 or '@' ? "x" : char.ConvertFromUtf32(code));
        }

        return text.ToString();
    }
}
