using System.Text.RegularExpressions;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

using Tandem.AspNetCore;
using Tandem.Docs.Tests.Markdown;

namespace Tandem.Docs.Tests.Reference;

public sealed partial class HttpReferenceTests
{
    private const string Reference = "docs/reference/http.md";

    [Fact]
    public void The_reference_has_the_endpoints_that_are_mapped_and_no_others()
    {
        var documented = MarkdownFile.Read(Reference).Headings
            .Select(heading => heading.Trim('`')).Where(heading => Endpoint().IsMatch(heading));

        // HEAD goes with GET, and is said once.
        Assert.Equal(Mapped().Where(endpoint => !endpoint.StartsWith("HEAD ", StringComparison.Ordinal)).Order(), documented.Order());
    }

    [Fact]
    public void Every_error_that_the_reference_names_is_in_the_table()
    {
        var lines = MarkdownFile.Read(Reference).Prose.Split('\n').Where(line => line.StartsWith("Errors:", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(lines);
        Findings.None(lines
            .SelectMany(line => Code().Matches(line)).Select(code => code.Groups[1].Value)
            .Except(TandemRooms.ErrorCodes.Select(error => error.Code)));
    }

    private static List<string> Mapped()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddTandem();
        builder.Services.AddTandemStorage();
        using var app = (IDisposable)builder.Build();
        var routes = (IEndpointRouteBuilder)app;
        routes.MapTandem();
        return [.. routes.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(endpoint => Methods(endpoint).Select(method => $"{method} {Path(endpoint)}"))];
    }

    // Routes that only answer 404 or 405 are mapped without a method.
    private static IEnumerable<string> Methods(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];

    // The OpenAPI document's name is a parameter with one possible value.
    private static string Path(RouteEndpoint endpoint) =>
        DocumentName().Replace(endpoint.RoutePattern.RawText!.Replace("//", "/", StringComparison.Ordinal), "openapi");

    [GeneratedRegex("^(GET|POST|PUT|PATCH|DELETE) /")]
    private static partial Regex Endpoint();

    [GeneratedRegex("`([a-z_]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\{documentName[^/]*\}(?=\.json)")]
    private static partial Regex DocumentName();
}
