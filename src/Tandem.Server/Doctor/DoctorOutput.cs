using System.Text.Json;
using System.Text.Json.Nodes;

using Tandem.Browsers.Doctor;
using Tandem.Browsers.Sites;
using Tandem.Server.CommandLine;

namespace Tandem.Server.Doctor;

/// <summary>The report as JSON; its shape is a part of the contract.</summary>
internal static class DoctorOutput
{
    public static JsonObject Describe(SetupReview report, DoctorAddress frontend, DoctorAddress api) => new()
    {
        ["frontend"] = frontend.ToString(),
        ["api"] = api.ToString(),
        ["relation"] = Relation(report.Setup.Relation),
        ["registrableDomains"] = Output.Array([Domain(report.Setup.Page.Origin), Domain(report.Setup.Api)]),
        ["cookie"] = Cookie(report.Setup),
        ["browsers"] = new JsonObject(report.Browsers.Select(browser => KeyValuePair.Create(
            Output.Name(browser.Browser.Family), (JsonNode?)new JsonObject { ["sent"] = browser.Arrives, ["why"] = browser.Why.Text }))),
        ["findings"] = Output.Array(report.Findings.Select(finding => new JsonObject
        {
            ["id"] = finding.Id,
            ["severity"] = Output.Name(finding.Severity),
            ["seen"] = finding.Seen,
            ["rule"] = finding.Rule,
            ["fix"] = finding.Fix,
        })),
        ["ok"] = report.Works,
    };

    public static string Relation(OriginRelation relation) => JsonNamingPolicy.KebabCaseLower.ConvertName(relation.ToString());

    /// <summary>Name and attributes.</summary>
    public static string Cookie(Setup setup) => GivenCookie.Describe(setup.Cookie);

    // A host without a registrable domain is a site of its own.
    private static string Domain(Origin origin) => Site.Of(origin).Host;
}
