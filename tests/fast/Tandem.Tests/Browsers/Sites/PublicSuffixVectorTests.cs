using System.Globalization;
using System.Text.RegularExpressions;

using Tandem.Browsers.Sites;

namespace Tandem.Tests.Browsers.Sites;

/// <summary>The list's own test file (publicsuffix/list, tests/test_psl.txt).</summary>
public sealed partial class PublicSuffixVectorTests
{
    // Lines that are commented out there are of a version of the list with rules for names that are not on the Internet.
    private const int Vectors = 78;

    [Fact]
    public void Every_vector_has_the_answer_as_published_in_ASCII()
    {
        var seen = 0;
        foreach (Match vector in Call().Matches(ThirdPartyVectors.Read("public_suffix_list_test.txt")))
        {
            var (host, expected) = (Value(vector.Groups[1]), Value(vector.Groups[2]));
            var ascii = expected is null ? null : new IdnMapping().GetAscii(expected);
            Assert.True(PublicSuffixList.RegistrableDomain(host) == ascii, $"{vector.Value} {PublicSuffixList.RegistrableDomain(host)}");
            seen++;
        }

        Assert.Equal(Vectors, seen);
    }

    private static string? Value(Group argument) => argument.Value == "null" ? null : argument.Value.Trim('\'');

    [GeneratedRegex(@"^checkPublicSuffix\((null|'[^']*'), (null|'[^']*')\);$", RegexOptions.Multiline)]
    private static partial Regex Call();
}
