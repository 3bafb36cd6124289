using System.Globalization;
using System.Security;

using Tandem.AspNetCore;
using Tandem.AspNetCore.Http.Problems;

namespace Tandem.Docs.Tests.Generated;

/// <summary><c>src/Tandem.Client/Errors/TandemErrorCodes.cs</c>: the codes as the .NET client knows them.</summary>
internal static class DotNetErrorCodes
{
    public static string Write() =>
        $$"""
        using System.Collections.Frozen;

        namespace Tandem.Client.Errors;

        // {{GeneratedFile.Notice}}

        /// <summary>Every <c>code</c> a Tandem server puts into a problem document.</summary>
        public static class TandemErrorCodes
        {
        {{string.Join("\n", TandemRooms.ErrorCodes.Select(Constant))}}
            /// <summary>The answers to a refresh that prove the session is over. Nothing else ends one.</summary>
            public static IReadOnlySet<string> Definitive { get; } = FrozenSet.ToFrozenSet(
            [
        {{string.Join("\n", TandemRooms.ErrorCodes.Where(error => error.EndsSession).Select(error => $"        {Name(error.Code)},"))}}
            ]);
        }

        """.ReplaceLineEndings("\n");

    private static string Constant(ErrorCode error) =>
        $"    /// <summary>{error.Status}. {Escaped(error.Cause)}</summary>\n    public const string {Name(error.Code)} = \"{error.Code}\";\n";

    // In an element, quotes stand for themselves.
    private static string Escaped(string text) =>
        SecurityElement.Escape(text)!.Replace("&apos;", "'", StringComparison.Ordinal).Replace("&quot;", "\"", StringComparison.Ordinal);

    private static string Name(string code) =>
        string.Concat(code.Split('_').Select(word => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..]));
}
