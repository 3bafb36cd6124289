using System.Globalization;
using System.Text.Json.Nodes;

using Microsoft.AspNetCore.Builder;

using Tandem.Processes.Testing;

namespace Tandem.Setups.Testing;

/// <summary>A set-up that runs on this machine, its names to be looked up at 127.0.0.1.</summary>
public sealed class RunningSetup : IAsyncDisposable
{
    private readonly BackEnd backEnd;
    private readonly WebApplication kestrel;
    private readonly RunningProgram? express;
    private readonly string scheme;
    private readonly int pagePort;
    private readonly int apiPort;

    private RunningSetup(BackEnd backEnd, WebApplication kestrel, int pagePort, RunningProgram? express, int apiPort)
    {
        (this.backEnd, this.kestrel, this.pagePort, this.express, this.apiPort) = (backEnd, kestrel, pagePort, express, apiPort);
        scheme = backEnd.IsPlainHttp ? "http" : "https";
    }

    /// <summary>Origin of the page.</summary>
    public string Page => Origin(BackEnd.Page, pagePort);

    /// <summary>Origin of the API.</summary>
    public string Api => Origin(backEnd.Api, apiPort);

    /// <summary>
    /// What a browser is to open. The page signs in and refreshes; then its title, or the one of the page around it, is <c>refreshed</c>, or
    /// <c>failed</c> and why.
    /// </summary>
    public string Start => backEnd.FramedBy is { } framer ? $"{Origin(framer, pagePort)}/frame" : $"{Page}/";

    /// <summary>The doctor's arguments: live, with a sign-in from standard input.</summary>
    public IEnumerable<string> DoctorArguments(TestAuthority authority)
    {
        ArgumentNullException.ThrowIfNull(authority);
        yield return "doctor";
        foreach (var word in new[] { "--frontend", Page, "--api", Api, "--live", "--login-body", "-", "--ca-file", authority.File, "--timeout", "20" })
            yield return word;
        foreach (var host in new[] { backEnd.Api, backEnd.RefreshHost }.OfType<string>())
        {
            yield return "--resolve";
            yield return string.Create(CultureInfo.InvariantCulture, $"{host}:{apiPort}:127.0.0.1");
        }

        if (backEnd.FramedBy is { } framer)
        {
            yield return "--framed-by";
            yield return Origin(framer, pagePort);
        }

        if (backEnd.RefreshHost is { } elsewhere)
        {
            yield return "--refresh-path";
            yield return $"{Origin(elsewhere, apiPort)}/api/auth/refresh";
        }
    }

    /// <summary>What to sign in with: JSON.</summary>
    public static string LoginBody => """{"username":"ada","password":"correct horse battery"}""";

    public static async Task<RunningSetup> StartAsync(BackEnd backEnd, TestAuthority authority)
    {
        ArgumentNullException.ThrowIfNull(backEnd);
        ArgumentNullException.ThrowIfNull(authority);
        var api = new KestrelBackEnd(backEnd, authority);
        var kestrel = await api.StartAsync();
        var port = KestrelBackEnd.PortOf(kestrel);
        if (backEnd.Express is null)
        {
            api.Publish(port, port);
            return new(backEnd, kestrel, port, null, port);
        }

        var (certificate, key) = authority.Write(authority.Issue([backEnd.Api]));
        var options = JsonNode.Parse(backEnd.Express.Replace("{page}", $"https://{BackEnd.Page}:{port}", StringComparison.Ordinal))!;
        options["certificate"] = certificate;
        options["key"] = key;
        var express = RunningProgram.Start(new("node", ["tests/support/Tandem.Setups.Testing/express/server.mjs", options.ToJsonString()], Repository.Root));
        var said = await express.LineAsync("Express listens on ");
        var apiPort = int.Parse(said.Split(' ')[^1], CultureInfo.InvariantCulture);
        api.Publish(port, apiPort);
        return new(backEnd, kestrel, port, express, apiPort);
    }

    public async ValueTask DisposeAsync()
    {
        if (express is not null)
            await express.DisposeAsync();
        await kestrel.DisposeAsync();
    }

    private string Origin(string host, int port) => string.Create(CultureInfo.InvariantCulture, $"{scheme}://{host}:{port}");
}
