using System.Buffers.Text;

using Tandem.MasterKeys;
using Tandem.Testing;

namespace Tandem.Tests.MasterKeys;

public sealed class MasterKeySourceTests
{
    private static readonly byte[][] Bytes = Enumerable.Range(1, 3).Select(seed => new SeededRandom(seed).Bytes(32)).ToArray();
    private static readonly string[] Texts = Bytes.Select(Convert.ToBase64String).ToArray();
    private static readonly uint[] Ids = Bytes.Select(bytes => new MasterKey(bytes).Id).ToArray();

    [Fact]
    public void Either_alphabet_with_or_without_padding_is_the_same_key()
    {
        // Bytes whose base64 has both characters in which the alphabets differ.
        var bytes = Enumerable.Range(0, 32).Select(i => (byte)(i % 2 == 0 ? 0xfb : 0xff)).ToArray();
        bytes[31] = 3;
        var standard = Convert.ToBase64String(bytes);
        var url = Base64Url.EncodeToString(bytes);
        Assert.Contains('+', standard);
        Assert.Contains('/', standard);
        foreach (var text in new[] { standard, standard.TrimEnd('='), url, url + "=", $"  {standard}\n", $"\t{url}\r\n" })
            Assert.Equal(new MasterKey(bytes).Id, MasterKeySource.Parse(text, "here").Current.Id);
    }

    [Fact]
    public void Several_keys_come_with_the_current_one_first()
    {
        foreach (var text in new[]
        {
            $"{Texts[0]},{Texts[1]},{Texts[2]}",
            $"{Texts[0]}\n{Texts[1]}\n{Texts[2]}\n",
            $"# current\r\n{Texts[0]} , {Texts[1]},\r\n\r\n  # old, kept until June, {Texts[0]}\r\n{Texts[2]}",
        })
        {
            var ring = MasterKeySource.Parse(text, "here");
            Assert.Equal(Ids[0], ring.Current.Id);
            Assert.Equal(Ids[1..], ring.Previous.Select(key => key.Id));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n# only a comment\n ,,\n")]
    [InlineData("correct horse battery staple")]
    [InlineData("c2hvcnQ=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm8==")]
    [InlineData("Zm9vYmFyZm9vYmFyZm9v mFyZm9vYmFyZm9vYmFyZm8=")]
    [InlineData("Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9=")]
    [InlineData("Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFy")]
    [InlineData("666f6f6261720000000000000000000000000000000000000000000000000000")]
    public void What_is_not_a_key_is_refused_without_being_repeated(string text)
    {
        var error = Assert.Throws<MasterKeyException>(() => MasterKeySource.Parse(text, "Tandem:MasterKey"));
        Assert.StartsWith("Tandem:MasterKey: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("32 random bytes", error.Message, StringComparison.Ordinal);
        foreach (var word in text.Split([' ', ',', '\n', '='], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length > 5))
            Assert.DoesNotContain(word, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_faulty_entry_is_named_by_its_place_and_a_key_given_twice_is_refused()
    {
        Assert.Contains("entry 2", Message($"{Texts[0]},{Texts[1][..^3]}"), StringComparison.Ordinal);
        var repeated = Message($"{Texts[0]}\n{Texts[1]}\n{Texts[0]}");
        Assert.Contains("entry 3 repeats", repeated, StringComparison.Ordinal);
        Assert.DoesNotContain(Texts[0], repeated, StringComparison.Ordinal);
    }

    private static string Message(string text) => Assert.Throws<MasterKeyException>(() => MasterKeySource.Parse(text, "here")).Message;
}
