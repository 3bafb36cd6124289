using Tandem.Browsers;
using Tandem.Browsers.Cookies;
using Tandem.Browsers.Doctor;
using Tandem.Browsers.Sites;

namespace Tandem.Server.Doctor;

/// <summary>The report for people: the verdict, a picture, what each browser does, then what to change.</summary>
internal static class DoctorText
{
    private const string Reminder =
        "What the page's own script says cannot be seen from here. Check that sign-in and refresh both say it: `fetch(url, { method: 'POST', credentials: 'include' })`";

    /// <summary>Writes the report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="isMeasured">Whether the server was asked, and not only its address looked at.</param>
    /// <param name="output">Where to.</param>
    /// <param name="style">How.</param>
    public static void Write(SetupReview report, bool isMeasured, TextWriter output, ConsoleStyle style)
    {
        foreach (var line in Lines(report, isMeasured, style))
            output.WriteLine(line);
    }

    public static IEnumerable<string> Lines(SetupReview report, bool isMeasured, ConsoleStyle style)
    {
        var setup = report.Setup;
        var problems = report.Findings.Where(finding => finding.Severity != FindingSeverity.Info).ToList();
        var hints = report.Findings.Except(problems).Select(finding => $"{finding.Id}: {finding.Seen} {finding.Fix}").ToList();
        // Nothing was found there, because nobody can look there: a reminder, and no finding.
        if (setup.Relation != OriginRelation.SameOrigin && setup.Page.Origin != setup.Api)
            hints.Add(Reminder);
        IEnumerable<string> lines =
        [
            .. Verdict(report, isMeasured, style),
            "",
            .. SetupPicture.Draw(setup, style.Width),
            .. style.Wrap("    cookie  ", DoctorOutput.Cookie(setup)),
            "",
            .. report.Browsers.GroupBy(browser => (Word(browser), browser.Why)).SelectMany(alike => Browsers([.. alike], style)),
            .. problems.Index().SelectMany(finding => Problem(finding.Index + 1, finding.Item, style)),
            .. hints.Count > 0 ? ["", "Good to know"] : Array.Empty<string>(),
            .. hints.SelectMany(hint => style.Wrap("  - ", hint)),
        ];
        return lines;
    }

    // From addresses alone nobody knows which pages the server lists.
    private static IEnumerable<string> Verdict(SetupReview report, bool isMeasured, ConsoleStyle style) =>
        report.Works && !isMeasured && report.Setup.NeedsListing
            ? [style.Warning("IT CAN WORK, if the server lists the page:"), $"  {report.Setup.ListingLine}", .. Otherwise(report, style)]
            : [Verdict(report, style)];

    private static IEnumerable<string> Otherwise(SetupReview report, ConsoleStyle style) => style.Wrap("  ", string.Join(' ', [
        report.Findings.Any(finding => finding.Severity == FindingSeverity.Warning) ? "The refresh cookie then arrives in Chrome, Firefox and Safari, with a warning."
            : "The refresh cookie then arrives in Chrome, Firefox and Safari.",
        report.Setup.Cookies.Count > 0 ? "A server other than Tandem must allow the page by CORS, with credentials." : "`--live` asks the server whether it does."]));

    private static string Verdict(SetupReview report, ConsoleStyle style)
    {
        if (report.Works)
            return report.Findings.Any(finding => finding.Severity == FindingSeverity.Warning)
                ? style.Warning("IT WORKS, with a warning:") + " the refresh cookie arrives in Chrome, Firefox and Safari."
                : style.Good("IT WORKS:") + " the refresh cookie arrives in Chrome, Firefox and Safari.";
        var failing = report.Browsers.Where(browser => !browser.Arrives).Select(browser => Name(browser.Browser.Family)).ToList();
        return style.Bad("IT DOES NOT WORK:") + failing.Count switch
        {
            0 => " something else is wrong, see below.",
            3 => " the refresh cookie does not arrive in any browser.",
            _ => $" the refresh cookie does not arrive in {string.Join(" and ", failing)}.",
        };
    }

    private static IEnumerable<string> Browsers(IReadOnlyList<CookieForecast> alike, ConsoleStyle style)
    {
        var word = $"{Word(alike[0]),-8}";
        return
        [
            $"  {(alike[0].Arrives ? style.Good(word) : style.Bad(word))}  {string.Join(", ", alike.Select(browser => Name(browser.Browser.Family)))}",
            .. style.Wrap(new string(' ', 12), alike[0].Why.Text),
        ];
    }

    private static string Word(CookieForecast browser) => browser.Arrives ? "sent" : browser.Stored.Happens ? "NOT SENT" : "NOT KEPT";

    private static IEnumerable<string> Problem(int number, Finding finding, ConsoleStyle style)
    {
        var isError = finding.Severity == FindingSeverity.Error;
        return
        [
            "",
            $"{number}. {(isError ? style.Bad("ERROR") : style.Warning("WARNING"))}  {finding.Id}",
            .. style.Wrap("   Seen  ", finding.Seen),
            .. style.Wrap("   Rule  ", finding.Rule),
            .. style.Wrap("   Cure  ", finding.Fix),
            $"   More  tandem explain {finding.Id}",
        ];
    }

    private static string Name(BrowserFamily family) => family switch
    {
        BrowserFamily.Chromium => "Chrome",
        _ => family.ToString(),
    };
}
