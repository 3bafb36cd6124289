using Tandem.Accounts;

namespace Tandem.Tests.Accounts;

public sealed class RoleNamesTests
{
    [Fact]
    public void Usual_names_can_be_roles() =>
        Assert.Null(RoleNames.Fault(["user", "admin", "tenant:42", "a.b_c-d", new string('a', RoleNames.MaximumLength)]));

    [Theory]
    [InlineData("")]
    [InlineData("Big Boss")]
    [InlineData("Admin")]
    [InlineData("ü")]
    [InlineData("\ud800")]
    [InlineData("admin\n")]
    public void What_no_header_or_token_takes_as_it_is_cannot(string name) =>
        Assert.StartsWith($"'{name}' cannot be a role", RoleNames.Fault(["user", name]), StringComparison.Ordinal);

    [Fact]
    public void A_name_has_64_characters_at_most() => Assert.NotNull(RoleNames.Fault([new string('a', RoleNames.MaximumLength + 1)]));

    [Fact]
    public void So_many_as_fit_are_accepted_and_one_character_more_is_refused_with_the_numbers()
    {
        // 59 names of 64 and 3 around each are 3,953; one of 44 makes it 4,000.
        var fitting = Enumerable.Range(0, 59).Select(_ => new string('a', 64)).Append(new string('b', 44)).ToList();
        Assert.Null(RoleNames.Fault(fitting));

        fitting[^1] += "b";
        Assert.Equal(
            "60 roles take 4,001 characters in every access token, their names and 3 more for each, and at most 4,000 fit: give fewer or shorter ones.",
            RoleNames.Fault(fitting));
    }
}
