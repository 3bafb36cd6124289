using Tandem.AspNetCore.Hosting.Configuration;

namespace Tandem.AspNetCore.Tests.Hosting.Configuration;

/// <summary>What is wrong with an entry of <c>Tandem:Frontends</c> is said of that entry, and the cure is the line to write.</summary>
public sealed class FrontendTextTests
{
    [Theory]
    [InlineData("https://app.example.com/", "There is a slash at its end.", "Write https://app.example.com.")]
    [InlineData("https://app.example.com/crm", "There is more after the host: /crm", "Write https://app.example.com.")]
    [InlineData("https://App.example.com", "There are capital letters, and browsers send lower case.", "Write https://app.example.com.")]
    [InlineData("https://app.example.com:443", "The port is the scheme's own, which browsers leave out.", "Write https://app.example.com.")]
    [InlineData("https://app.example.com.", "The host ends in a dot.", "Write https://app.example.com.")]
    [InlineData("https://ada@app.example.com", "There is a user before the host.", "Write scheme, host and port only")]
    [InlineData("https://*.example.com", "There is a wildcard in the host, and origins are compared exactly.", "Write scheme, host and port only")]
    [InlineData("app.example.com", "There is no scheme, such as https://, at its beginning.", "Write scheme, host and port only")]
    [InlineData("https://app\u200b.example.com", "There is an invisible character, U+200B, as character 12.", "Write https://app.example.com.")]
    [InlineData("\ufeffhttps://app.example.com", "There is an invisible character, U+FEFF, as character 1.", "Write https://app.example.com.")]
    [InlineData("https://bücher.example", "There is a letter or sign that browsers send in another form (xn--...), U+00FC, as character 10.", "Write https://xn--bcher-kva.example.")]
    [InlineData("null", "null is what pages without an origin send", "Write scheme, host and port only")]
    public async Task Each_condition_has_its_sentence(string entry, string cause, string cure)
    {
        var refused = await Assert.ThrowsAsync<ConfigurationException>(
            () => TandemHost.StartAsync(("PublicUrl", "https://auth.example.com"), ("Frontends:0", entry)));

        var fault = Assert.Single(refused.Faults);
        Assert.StartsWith(cause, fault.Cause, StringComparison.Ordinal);
        Assert.StartsWith(cure, fault.Cure, StringComparison.Ordinal);
    }
}
