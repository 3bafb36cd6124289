using Tandem.Browsers.Sites;

namespace Tandem.Tests.Browsers.Sites;

/// <summary>The <c>Origin</c> header, as browsers write it and in no other spelling. E3, V35.</summary>
public sealed class OriginTests
{
    [Theory]
    [InlineData("https://app.example.com", "https", "app.example.com", 443, false)]
    [InlineData("https://app.example.com:8443", "https", "app.example.com", 8443, false)]
    [InlineData("https://xn--e1afmkfd.example", "https", "xn--e1afmkfd.example", 443, false)]
    [InlineData("http://localhost:5173", "http", "localhost", 5173, true)]
    [InlineData("http://app.localhost", "http", "app.localhost", 80, true)]
    [InlineData("http://127.0.0.1", "http", "127.0.0.1", 80, true)]
    [InlineData("http://[::1]:8080", "http", "[::1]", 8080, true)]
    [InlineData("https://example.localhost.com", "https", "example.localhost.com", 443, false)]
    [InlineData("https://mylocalhost", "https", "mylocalhost", 443, false)]
    [InlineData("capacitor://localhost", "capacitor", "localhost", -1, true)]
    [InlineData("app://shop", "app", "shop", -1, false)]
    [InlineData("https://a:80", "https", "a", 80, false)]
    [InlineData("http://a:443", "http", "a", 443, false)]
    [InlineData("http://a:0", "http", "a", 0, false)]
    public void An_origin_is_taken_apart_and_written_as_it_was(string text, string scheme, string host, int port, bool loopback)
    {
        Assert.True(Origin.TryParse(text, out var origin));
        Assert.Equal((scheme, host, port, loopback), (origin.Scheme, origin.Host, origin.Port, origin.IsLoopback));
        Assert.Equal((scheme == "https", scheme is "http" or "https"), (origin.IsSecure, origin.IsWeb));
        Assert.Equal(text, origin.ToString());
        Assert.Equal(origin, Origin.Of(new Uri(text + "/path?query")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("https://\u0130app.example.com")]
    [InlineData("https://é.example")]
    [InlineData("https://a b.example")]
    [InlineData("https://app.example.com:443")]
    [InlineData("http://app.example.com:80")]
    [InlineData("https://app.example.com.")]
    [InlineData("https://app.example.com/")]
    [InlineData("https://user@app.example.com")]
    [InlineData("HTTPS://app.example.com")]
    [InlineData("https://APP.example.com")]
    [InlineData("https://a.example, https://b.example")]
    [InlineData("file:///etc")]
    [InlineData("app.example.com")]
    public void What_no_browser_sends_is_refused(string? text)
    {
        Assert.False(Origin.TryParse(text, out var origin));
        Assert.Null(origin);
    }

    // The framework throws when it is asked for the ASCII form of such a host.
    [Fact]
    public void Half_a_character_in_a_host_is_refused() => Assert.False(Origin.TryParse("https://\udc00app.example.com", out _));

    [Fact]
    public void An_origin_has_512_characters_at_most()
    {
        // Labels have 63 characters and names 253: only a native scheme has a host that long.
        static string Sized(int length) => "app://" + new string('a', length - 6);

        Assert.Equal(Origin.TryParse(Sized(250), out _), Origin.TryParse(Sized(251), out _));
        Assert.False(Origin.TryParse(Sized(513), out _));
    }

    [Fact]
    public void A_host_that_browsers_have_no_form_for_has_no_origin()
    {
        var refused = Assert.Throws<ArgumentException>(() => Origin.Of(new Uri("https://app.example.com./")));
        Assert.Contains("https://app.example.com./", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => Origin.Of(null!));
    }

    [Theory]
    [InlineData("http://localhost:5080", "http://127.0.0.1:5080", true)]
    [InlineData("http://[::1]:5080", "http://localhost:5080", true)]
    [InlineData("http://127.0.0.1:5080", "http://[::1]:5080", true)]
    [InlineData("https://a.example", "https://a.example", true)]
    [InlineData("http://localhost:5080", "https://localhost:5080", false)]
    [InlineData("http://localhost:5080", "http://127.0.0.1:5081", false)]
    [InlineData("http://localhost:5080", "http://app.localhost:5080", false)]
    [InlineData("http://app.localhost:5080", "http://localhost:5080", false)]
    [InlineData("https://a.example", "https://b.example", false)]
    public void Loopback_has_three_spellings_and_other_hosts_one(string first, string second, bool same)
    {
        Assert.True(Origin.TryParse(first, out var one));
        Assert.True(Origin.TryParse(second, out var other));
        Assert.Equal(same, one.IsSameAs(other));
    }
}
