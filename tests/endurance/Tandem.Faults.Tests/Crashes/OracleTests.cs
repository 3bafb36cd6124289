
namespace Tandem.Faults.Tests.Crashes;

/// <summary>The oracle finds forged histories, and leaves honest ones alone.</summary>
public sealed class OracleTests
{
    private const string Someone = "ada@example.com";

    private readonly List<Entry> history = [];
    private readonly Guid session = Guid.NewGuid();
    private long step;

    public OracleTests() => Add(Deed.SignIn, Outcome.Done, generation: 1, roles: "user");

    [Fact]
    public void An_honest_history_has_no_violation()
    {
        Refresh(2);
        Add(Deed.Refresh, Outcome.Unknown);
        Refresh(3);
        Add(Deed.SetRoles, Outcome.Done, roles: "admin");
        Refresh(3, "admin");
        Add(Deed.SignOut, Outcome.Unknown);
        Add(Deed.Refresh, Outcome.Refused);
        for (var guess = 0; guess < 5; guess++)
            Add(Deed.WrongPassword, Outcome.Refused);
        Add(Deed.SignIn, Outcome.Refused);
        Assert.Empty(Oracle.Judge(history));
    }

    [Fact]
    public void An_undone_sign_out_is_found()
    {
        Add(Deed.SignOut, Outcome.Done);
        Refresh(2);
        Found("I6");
    }

    [Fact]
    public void An_access_token_after_a_sign_out_is_found()
    {
        Add(Deed.SignOut, Outcome.Done);
        Add(Deed.AccessCheck, Outcome.Done);
        Found("C9");
    }

    [Fact]
    public void An_honest_client_that_is_refused_is_found()
    {
        Add(Deed.Refresh, Outcome.Unknown);
        Add(Deed.Refresh, Outcome.Refused);
        Found("I1");
    }

    [Fact]
    public void An_undone_change_of_password_is_found()
    {
        Add(Deed.ChangePassword, Outcome.Done);
        Add(Deed.OldPassword, Outcome.Done, generation: 1, roles: "user");
        Found("V11");
    }

    [Fact]
    public void A_session_that_a_change_of_password_ended_and_that_lives_is_found()
    {
        history.Add(new Entry("ada", Someone, Deed.ChangePassword, Outcome.Done, ++step, ++step) { Session = Guid.NewGuid() });
        Refresh(2);
        Found("V11");
    }

    [Fact]
    public void A_generation_that_goes_back_is_found()
    {
        Refresh(3);
        Refresh(2);
        Found("V7");
    }

    [Fact]
    public void An_undone_disabling_is_found_in_the_session_and_at_sign_in()
    {
        Add(Deed.Disable, Outcome.Done);
        Refresh(2);
        Add(Deed.SignIn, Outcome.Done, generation: 1, roles: "user", other: true);
        Assert.Equal(2, Oracle.Judge(history).Count);
    }

    [Fact]
    public void Undone_roles_are_found()
    {
        Add(Deed.SetRoles, Outcome.Done, roles: "admin");
        Refresh(2);
        Found("I2");
    }

    [Fact]
    public void An_undone_lock_is_found()
    {
        for (var guess = 0; guess < 5; guess++)
            Add(Deed.WrongPassword, Outcome.Refused);
        Add(Deed.SignIn, Outcome.Done, generation: 1, roles: "user", other: true);
        Found("A8");
    }

    [Fact]
    public void A_right_password_refused_for_nothing_is_found()
    {
        for (var guess = 0; guess < 4; guess++)
            Add(Deed.WrongPassword, Outcome.Refused);
        Add(Deed.SignIn, Outcome.Refused);
        Found("I1");
    }

    private void Refresh(long generation, string roles = "user") => Add(Deed.Refresh, Outcome.Done, generation, roles);

    private void Add(Deed deed, Outcome outcome, long generation = 0, string? roles = null, bool other = false)
    {
        var isOfSession = deed is Deed.SignIn or Deed.Refresh or Deed.AccessCheck or Deed.SignOut && !(deed == Deed.SignIn && outcome != Outcome.Done);
        history.Add(new("forged", Someone, deed, outcome, ++step, ++step)
        {
            Session = other ? Guid.NewGuid() : isOfSession ? session : null,
            Generation = generation,
            Roles = roles,
        });
    }

    private void Found(string requirement) => Assert.Contains(requirement, Assert.Single(Oracle.Judge(history)).Rule, StringComparison.Ordinal);
}
