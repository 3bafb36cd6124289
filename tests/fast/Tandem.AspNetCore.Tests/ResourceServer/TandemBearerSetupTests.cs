using System.Net.Http.Headers;

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.AspNetCore.ResourceServer;

namespace Tandem.AspNetCore.Tests.ResourceServer;

/// <summary>What is found before an API starts, and how long keys are kept.</summary>
public sealed class TandemBearerSetupTests
{
    [Theory]
    [InlineData("https://auth.example.com", true)]
    [InlineData("https://auth.example.com:8443", true)]
    [InlineData("http://localhost:5080", true)]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("http://[::1]:5080", true)]
    [InlineData("http://auth.example.com", false)]
    [InlineData("https://auth.example.com/", false)]
    [InlineData("https://auth.example.com/api", true)]
    [InlineData("https://auth.example.com:8443/api/v1", true)]
    [InlineData("https://auth.example.com/api/", false)]
    [InlineData("https://auth.example.com//api", false)]
    [InlineData("https://auth.example.com/a/../api", false)]
    [InlineData("https://auth.example.com/%61pi", false)]
    [InlineData("https://auth.example.com/api?x", false)]
    [InlineData("https://auth.example.com/api#x", false)]
    [InlineData("https://auth.example.com\\api", false)]
    [InlineData("https://a:b@auth.example.com/api", false)]
    [InlineData("http://auth.example.com/api", false)]
    [InlineData("https://auth.example.com?x", false)]
    [InlineData("https://AUTH.example.com", false)]
    [InlineData("https://a:b@auth.example.com", false)]
    [InlineData("https://auth.example.com:443", false)]
    [InlineData("auth.example.com", false)]
    [InlineData("file:///etc", false)]
    [InlineData("", false)]
    public void The_authority_is_an_issuer_that_nobody_on_the_way_can_speak_for(string authority, bool accepted)
    {
        void Add() => new ServiceCollection().AddTandemBearer(authority);
        if (accepted)
            Add();
        else
            Assert.Equal("authority", Assert.Throws<ConfigurationException>(Add).Faults.Single().Key);
    }

    [Fact]
    public void All_faults_are_named_together()
    {
        var faults = Assert.Throws<ConfigurationException>(() => new ServiceCollection().AddTandemBearer("http://auth.example.com", options =>
        {
            options.Audience = "";
            options.Tolerance = TimeSpan.FromMinutes(2);
            options.Timeout = TimeSpan.Zero;
            options.MaximumAge = TimeSpan.FromDays(2);
            options.MinimumAge = TimeSpan.FromDays(3);
            options.StaleIfError = TimeSpan.FromDays(31);
            options.Cooldown = TimeSpan.Zero;
            options.Patience = TimeSpan.FromMinutes(1);
        })).Faults;
        Assert.Equal(
            ["authority", "Audience", "Tolerance", "Timeout", "MaximumAge", "MinimumAge", "StaleIfError", "Cooldown", "Patience"],
            faults.Select(fault => fault.Key));
    }

    [Fact]
    public void An_application_is_issuer_or_API_and_one_of_them_once()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddTandem();
        Assert.Throws<InvalidOperationException>(() => builder.Services.AddTandemBearer("https://auth.example.com"));
        var services = new ServiceCollection().AddTandemBearer("https://auth.example.com");
        Assert.Throws<InvalidOperationException>(() => services.AddTandemBearer("https://auth.example.com"));
    }

    [Theory]
    [InlineData(null, null, 60)]
    [InlineData("max-age=300", null, 300)]
    [InlineData("public, max-age=300", 100, 200)]
    [InlineData("max-age=300", 299, 60)]
    [InlineData("max-age=300", 4000, 60)]
    [InlineData("max-age=0", null, 60)]
    [InlineData("max-age=86400", null, 3600)]
    [InlineData("max-age=300, no-store", null, 60)]
    [InlineData("max-age=300, no-cache", null, 60)]
    [InlineData("public", null, 60)]
    public void Keys_are_fresh_as_long_as_the_issuer_says_within_bounds(string? cacheControl, int? age, int seconds)
    {
        var document = new IssuerDocument(
            [], cacheControl is null ? null : CacheControlHeaderValue.Parse(cacheControl), age is { } old ? TimeSpan.FromSeconds(old) : null);
        Assert.Equal(TimeSpan.FromSeconds(seconds), document.Freshness(TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)));
    }
}
