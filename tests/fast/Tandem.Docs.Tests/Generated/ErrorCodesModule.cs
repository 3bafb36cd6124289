using Tandem.AspNetCore;

namespace Tandem.Docs.Tests.Generated;

/// <summary><c>packages/client/src/error-codes.ts</c>: the codes as the TypeScript client knows them.</summary>
internal static class ErrorCodesModule
{
    public static string Write() =>
        "/** Every `code` a Tandem server puts into a problem document. */\n"
        + "export const errorCodes = [\n"
        + string.Concat(TandemRooms.ErrorCodes.Select(error => $"  '{error.Code}',\n"))
        + "] as const;\n";
}
