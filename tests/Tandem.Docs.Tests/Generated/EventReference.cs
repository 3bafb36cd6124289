using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

using Tandem.Events;
using Tandem.Sessions;

namespace Tandem.Docs.Tests.Generated;

/// <summary><c>docs/reference/events.md</c>.</summary>
internal static class EventReference
{
    private static readonly XmlSummaries Summaries = XmlSummaries.Of(typeof(SecurityEvent));

    public static string Write()
    {
        var text = new StringBuilder($"""
            # Security events

            <!-- {GeneratedFile.Notice} -->

            What an operator or an auditor must be able to see. The list is closed: a kind that is not here does not exist. An event is
            written in the transaction of the change it reports, so neither is there without the other. An ordinary refresh writes none.

            Events are rows of the table `events`; [operations](../guides/operations.md#security-events) says how to read them. Besides the
            fields of its kind, in `data` as JSON, each has:

            | column | what it is |
            |---|---|
            | `sequence` | its place in the log, from 1, growing |
            | `at` | when it happened: milliseconds since 1970, UTC |
            | `kind` | one of the kinds below |
            | `account_id`, `session_id` | whom it concerns: 16 bytes, or null where that is not known |
            | `request_id` | the request, as in `X-Request-Id`; null for the command line |
            | `address`, `user_agent` | the caller's address and program; null for the command line |

            No event holds a password, a token or a key.

            ## Kinds


            """);
        foreach (var kind in typeof(SecurityEvent).GetCustomAttributes<JsonDerivedTypeAttribute>())
            Append(text, (string)kind.TypeDiscriminator!, kind.DerivedType);
        AppendValues(text, "Why a sign-in was refused", typeof(LoginFailure));
        AppendValues(text, "Why a session is over", typeof(SessionEnd));
        return text.ToString().ReplaceLineEndings("\n").TrimEnd() + "\n";
    }

    private static void Append(StringBuilder text, string kind, Type type)
    {
        text.Append($"### `{kind}`\n\n{Summaries.OfType(type)}\n\n");
        foreach (var field in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            var said = Summaries.OfParameter(type, field.Name);
            text.Append($"- `{JsonNamingPolicy.CamelCase.ConvertName(field.Name)}`: {Form(field.PropertyType)}");
            text.Append(said.Length > 0 ? $". {said}\n" : "\n");
        }

        text.Append('\n');
    }

    private static void AppendValues(StringBuilder text, string heading, Type type)
    {
        text.Append($"## {heading}\n\n| value | meaning |\n|---|---|\n");
        foreach (var value in Enum.GetNames(type))
            text.Append($"| `{JsonNamingPolicy.SnakeCaseLower.ConvertName(value)}` | {Summaries.OfEnumValue(type, value)} |\n");
        text.Append('\n');
    }

    private static string Form(Type type) => Nullable.GetUnderlyingType(type) is { } present ? $"{Form(present)}, or null"
        : type == typeof(Guid) ? "id"
        : type == typeof(DateTimeOffset) ? "time (RFC 3339)"
        : type == typeof(string) ? "text"
        : type == typeof(long) || type == typeof(uint) ? "whole number"
        : type == typeof(IReadOnlyList<string>) ? "list of texts"
        : type == typeof(LoginFailure) ? "one of the [reasons](#why-a-sign-in-was-refused)"
        : type == typeof(SessionEnd) ? "one of the [reasons](#why-a-session-is-over)"
        : type == typeof(ClientInfo) ? "`userAgent` and `addressPrefix` (an IPv4 /24 or IPv6 /48)"
        : throw new InvalidOperationException($"{type} has no form in the reference yet.");
}
