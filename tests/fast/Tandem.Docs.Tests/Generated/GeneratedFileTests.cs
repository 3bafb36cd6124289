using System.Text.RegularExpressions;

using Tandem.AspNetCore;
using Tandem.Client.Errors;

namespace Tandem.Docs.Tests.Generated;

public sealed partial class GeneratedFileTests
{
    private const string ClientCodes = "packages/client/src/errors/codes.ts";

    [Fact]
    public void The_reference_of_error_codes_is_what_the_table_says() =>
        GeneratedFile.Check("docs/reference/errors.md", ErrorReference.Write());

    [Fact]
    public void The_reference_of_the_configuration_is_what_the_table_says() =>
        GeneratedFile.Check("docs/reference/configuration.md", ConfigurationReference.Write());

    [Fact]
    public void The_reference_of_events_is_what_the_types_say() =>
        GeneratedFile.Check("docs/reference/events.md", EventReference.Write());

    [Fact]
    public void The_client_knows_the_codes_of_the_table() =>
        GeneratedFile.Check("packages/client/src/error-codes.ts", ErrorCodesModule.Write());

    [Fact]
    public void The_NET_client_knows_the_codes_of_the_table() =>
        GeneratedFile.Check("src/Tandem.Client/Errors/TandemErrorCodes.cs", DotNetErrorCodes.Write());

    [Fact]
    public void The_client_takes_for_definitive_what_the_table_says()
    {
        var block = Definitive().Match(File.ReadAllText(Repository.PathOf(ClientCodes)));

        Assert.True(block.Success, $"{ClientCodes} has no list named definitiveCodes.");
        Assert.Equal(
            TandemRooms.ErrorCodes.Where(error => error.EndsSession).Select(error => error.Code).Order(),
            Quoted().Matches(block.Value).Select(code => code.Groups[1].Value).Order());
    }

    [Fact]
    public void The_two_clients_call_errors_of_their_own_by_the_same_codes()
    {
        var union = ClientCode().Match(File.ReadAllText(Repository.PathOf(ClientCodes)));
        var known = typeof(ClientErrorCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToList();

        Assert.True(union.Success, $"{ClientCodes} has no type ClientErrorCode.");
        // Only browsers keep cookies.
        Assert.Empty(Quoted().Matches(union.Value).Select(code => code.Groups[1].Value).Except([.. known, "cookie_not_kept"]));
    }

    [GeneratedRegex("type ClientErrorCode =[^;]*;")]
    private static partial Regex ClientCode();

    [GeneratedRegex(@"definitiveCodes = \[[^\]]*\]")]
    private static partial Regex Definitive();

    [GeneratedRegex("'([a-z_]+)'")]
    private static partial Regex Quoted();
}
