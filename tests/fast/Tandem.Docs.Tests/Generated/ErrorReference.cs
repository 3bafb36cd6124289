using System.Text;

using Tandem.AspNetCore;

namespace Tandem.Docs.Tests.Generated;

/// <summary><c>docs/reference/errors.md</c>.</summary>
internal static class ErrorReference
{
    public static string Write()
    {
        var text = new StringBuilder($"""
            # Error codes

            <!-- {GeneratedFile.Notice} -->

            Every error of Tandem's endpoints is `application/problem+json` (RFC 9457) with these members:

            | member | what it is |
            |---|---|
            | `type` | `urn:tandem:problem:` and the code |
            | `title`, `status` | as below |
            | `detail` | the cause and the cure, as below or more exactly; never a secret |
            | `code` | one of the codes below. They are stable: compare this member, not the title |
            | `requestId` | as in the `X-Request-Id` header and in the server's log |
            | `docs` | with [`Tandem:DocsUrl`](configuration.md#tandemdocsurl): the address of the code's entry below |
            | `errors` | with `validation_failed`: each member of the body with the rules it breaks |
            | `diagnosis` | with `refresh_token_missing`: null, or why the cookie did not arrive |

            A client signs its user out only if a refresh returns one of the definitive codes:
            {string.Join(", ", TandemRooms.ErrorCodes.Where(error => error.EndsSession).Select(error => $"`{error.Code}`"))}.
            With any other error, the session may still exist: keep it and try again later.

            """);
        foreach (var status in TandemRooms.ErrorCodes.GroupBy(error => error.Status))
        {
            text.Append($"## {status.Key}\n\n");
            foreach (var error in status)
            {
                text.Append($"### `{error.Code}`\n\n{error.Title}.{(error.EndsSession ? " **Ends the session.**" : "")}\n\n");
                text.Append($"- Cause: {error.Cause}\n- Cure: {error.Cure}\n\n");
            }
        }

        return text.ToString().ReplaceLineEndings("\n").TrimEnd() + "\n";
    }
}
