using System.CommandLine;

using Tandem.Browsers;
using Tandem.Browsers.Cookies;
using Tandem.Browsers.Doctor;
using Tandem.Server.CommandLine;
using Tandem.Server.Doctor.Live;

namespace Tandem.Server.Doctor;

/// <summary><c>tandem doctor</c>: what browsers will do with the refresh cookie, and what to change.</summary>
internal static class DoctorCommand
{
    private const string DefaultBasePath = "/api/auth";

    public static Command Create()
    {
        var command = new Command("doctor", "Say what browsers will do with the refresh cookie, and what to change. Exit code 0 if it arrives in all three families.");
        foreach (var option in DoctorOptions.All)
            command.Options.Add(option);
        command.Validators.Add(DoctorOptions.Validate);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var frontend = DoctorAddress.ParseOrigin(parsed.GetValue(DoctorOptions.Frontend)!, out _)!;
        var api = DoctorAddress.Parse(parsed.GetValue(DoctorOptions.Api)!, out _)!;
        await NoteAsync(parsed.GetValue(DoctorOptions.Frontend)!, frontend);
        await NoteAsync(parsed.GetValue(DoctorOptions.Api)!, api);

        var headers = parsed.GetValue(DoctorOptions.SetCookie) ?? [];
        var given = headers.Select(GivenCookie.Parse).ToList();
        var setup = SetupOf(parsed, frontend, api) with { Cookies = [.. given.OfType<SetCookieHeader>()] };
        var report = parsed.GetValue(DoctorOptions.Live)
            ? await LiveCheck.RunAsync(setup, await LiveSettings.ReadAsync(parsed, setup, cancellationToken), cancellationToken)
            : SetupReview.Of(setup);
        if (given.Contains(null))
            report = report with { Findings = SetupReview.Sort([GivenCookie.Unreadable, .. report.Findings]) };

        if (parsed.IsJson())
            Output.WriteJson(DoctorOutput.Describe(report, frontend, api));
        else
            DoctorText.Write(report, isMeasured: parsed.GetValue(DoctorOptions.Live), Console.Out, ConsoleStyle.Detect());
        return report.Works ? ExitCode.Succeeded : ExitCode.Failed;
    }

    private static Setup SetupOf(ParseResult parsed, DoctorAddress frontend, DoctorAddress api)
    {
        var ancestors = (parsed.GetValue(DoctorOptions.FramedBy) ?? []).Select(text => DoctorAddress.ParseOrigin(text, out _)!.Origin);
        var basePath = api.Path.Length > 0 ? api.Path : DefaultBasePath;
        var refresh = parsed.GetValue(DoctorOptions.RefreshPath) ?? basePath + "/refresh";
        var elsewhere = refresh.StartsWith('/') ? null : DoctorAddress.Parse(refresh, out _);
        return new(new Page(frontend.Origin, [.. ancestors]), api.Origin)
        {
            LoginPath = parsed.GetValue(DoctorOptions.LoginPath) ?? basePath + "/login",
            RefreshPath = elsewhere?.Path ?? refresh,
            RefreshApi = elsewhere?.Origin,
            Now = TimeProvider.System.GetUtcNow(),
        };
    }

    // A name in Unicode is another string to servers that compare origins.
    private static Task NoteAsync(string given, DoctorAddress address) =>
        given.All(char.IsAscii) ? Task.CompletedTask : Console.Error.WriteLineAsync($"Browsers write {PlainText.Escape(given)} as {address}. So must every configuration.");
}
