using System.Text.Json;

using Tandem.Browsers.Doctor;
using Tandem.Browsers.Sites;

namespace Tandem.Server.Commands.Doctor;

/// <summary>The report as JSON; its shape is a part of the contract.</summary>
internal static class DoctorOutput
{
    public static object Describe(SetupReview report, DoctorAddress frontend, DoctorAddress api) => new
    {
        frontend = frontend.ToString(),
        api = api.ToString(),
        relation = Relation(report.Setup.Relation),
        registrableDomains = new[] { Domain(report.Setup.Page.Origin), Domain(report.Setup.Api) },
        cookie = Cookie(report.Setup),
        browsers = report.Browsers.ToDictionary(
            browser => Output.Name(browser.Browser.Family),
            browser => new { sent = browser.Arrives, why = browser.Why.Text }),
        findings = report.Findings.Select(finding => new { finding.Id, severity = Output.Name(finding.Severity), finding.Seen, finding.Rule, finding.Fix }),
        ok = report.Works,
    };

    public static string Relation(OriginRelation relation) => JsonNamingPolicy.KebabCaseLower.ConvertName(relation.ToString());

    /// <summary>Name and attributes.</summary>
    public static string Cookie(Setup setup) => GivenCookie.Describe(setup.Cookie);

    // A host without a registrable domain is a site of its own.
    private static string Domain(Origin origin) => Site.Of(origin).Host;
}
