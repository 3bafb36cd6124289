using System.Reflection;
using System.Text;
using System.Text.Json;

using Tandem.Passwords;
using Tandem.SecurityEvents;
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

            [`tandem events`](cli.md#tandem-events-list) shows, follows, exports and checks them. Besides the fields of its kind, in `data`, each has:

            | field | column | what it is |
            |---|---|---|
            | `sequence` | `sequence` | its place in the log, from 1, without gaps |
            | `at` | `at` | when it happened: RFC 3339, UTC; in the database milliseconds since 1970 |
            | `kind` | `kind` | one of the kinds below |
            | `owasp` | | the kind's name in the [OWASP Logging Vocabulary](https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html) |
            | `accountId` | `account_id` | the account concerned, or null where that is not known |
            | `sessionHash` | `session_id` | the session concerned: outside the database the first 16 bytes of SHA-256 over its id, so that sessions are told apart and none is named |
            | `requestId` | `request_id` | the request, as in `X-Request-Id`; null for the command line |
            | `address`, `userAgent` | `address`, `user_agent` | the caller's address and program; null for the command line, and once [erased](cli.md#tandem-events-erase) |
            | `link` | `link` | HMAC-SHA256 over the event and the link before it |

            `account` and `session` of a kind's fields are those of the event; outside the database they are not repeated in `data`. Fields marked
            *personal* are kept in `personal_data` and are erased with address and program: the link covers a salted hash of them.

            No event holds a password, a token or a key.

            ## Kinds

            """);
        foreach (var kind in EventKinds.All)
            Append(text, kind);
        AppendValues(text, "Why a sign-in was refused", typeof(LoginFailure));
        AppendValues(text, "Why a session is over", typeof(SessionEnd));
        return text.ToString().ReplaceLineEndings("\n").TrimEnd() + "\n";
    }

    private static void Append(StringBuilder text, EventKind kind)
    {
        var type = kind.Type;
        text.Append($"### `{kind.Name}`\n\n{Summaries.OfType(type)} OWASP: `{kind.OwaspName}`.\n\n");
        foreach (var field in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            var said = Summaries.OfParameter(type, field.Name);
            text.Append($"- `{JsonNamingPolicy.CamelCase.ConvertName(field.Name)}`: {Form(field.PropertyType)}");
            if (field.IsDefined(typeof(PersonalAttribute)))
                text.Append(". *Personal*");
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
        : type == typeof(bool) ? "true or false"
        : type == typeof(long) || type == typeof(uint) ? "whole number"
        : type == typeof(IReadOnlyList<string>) ? "list of texts"
        : type == typeof(LoginFailure) ? "one of the [reasons](#why-a-sign-in-was-refused)"
        : type == typeof(SessionEnd) ? "one of the [reasons](#why-a-session-is-over)"
        : type == typeof(ClientInfo) ? "`userAgent` and `addressPrefix` (an IPv4 /24 or IPv6 /48)"
        : throw new InvalidOperationException($"{type} has no form in the reference yet.");
}
