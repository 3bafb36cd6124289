namespace Tandem.Faults.Tests.Crashes;

/// <summary>The oracle finds forged histories, and leaves honest ones alone.</summary>
public sealed class OracleTests
{
    private const string Someone = "ada@example.com";

    private readonly List<HistoryEntry> history = [];
    private readonly Guid session = Guid.NewGuid();
    private long step;

    public OracleTests() => Add(UserAction.SignIn, Outcome.Done, generation: 1, roles: "user");

    [Fact]
    public void An_honest_history_has_no_violation()
    {
        Refresh(2);
        Add(UserAction.Refresh, Outcome.Unknown);
        Refresh(3);
        Add(UserAction.SetRoles, Outcome.Done, roles: "admin");
        Refresh(3, "admin");
        Add(UserAction.SignOut, Outcome.Unknown);
        Add(UserAction.Refresh, Outcome.Refused);
        for (var guess = 0; guess < 5; guess++)
            Add(UserAction.WrongPassword, Outcome.Refused);
        Add(UserAction.SignIn, Outcome.Refused);
        Assert.Empty(Oracle.Check(history));
    }

    [Fact]
    public void An_undone_sign_out_is_found()
    {
        Add(UserAction.SignOut, Outcome.Done);
        Refresh(2);
        Found("I6");
    }

    [Fact]
    public void An_access_token_after_a_sign_out_is_found()
    {
        Add(UserAction.SignOut, Outcome.Done);
        Add(UserAction.AccessCheck, Outcome.Done);
        Found("C9");
    }

    [Fact]
    public void An_honest_client_that_is_refused_is_found()
    {
        Add(UserAction.Refresh, Outcome.Unknown);
        Add(UserAction.Refresh, Outcome.Refused);
        Found("I1");
    }

    [Fact]
    public void An_undone_change_of_password_is_found()
    {
        Add(UserAction.ChangePassword, Outcome.Done);
        Add(UserAction.OldPassword, Outcome.Done, generation: 1, roles: "user");
        Found("V11");
    }

    [Fact]
    public void A_session_that_a_change_of_password_ended_and_that_lives_is_found()
    {
        history.Add(new HistoryEntry("ada", Someone, UserAction.ChangePassword, Outcome.Done, ++step, ++step) { Session = Guid.NewGuid() });
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
        Add(UserAction.Disable, Outcome.Done);
        Refresh(2);
        Add(UserAction.SignIn, Outcome.Done, generation: 1, roles: "user", other: true);
        Assert.Equal(2, Oracle.Check(history).Count);
    }

    [Fact]
    public void Undone_roles_are_found()
    {
        Add(UserAction.SetRoles, Outcome.Done, roles: "admin");
        Refresh(2);
        Found("I2");
    }

    [Fact]
    public void An_undone_lock_is_found()
    {
        for (var guess = 0; guess < 5; guess++)
            Add(UserAction.WrongPassword, Outcome.Refused);
        Add(UserAction.SignIn, Outcome.Done, generation: 1, roles: "user", other: true);
        Found("A8");
    }

    [Fact]
    public void A_right_password_refused_for_nothing_is_found()
    {
        for (var guess = 0; guess < 4; guess++)
            Add(UserAction.WrongPassword, Outcome.Refused);
        Add(UserAction.SignIn, Outcome.Refused);
        Found("I1");
    }

    private void Refresh(long generation, string roles = "user") => Add(UserAction.Refresh, Outcome.Done, generation, roles);

    private void Add(UserAction action, Outcome outcome, long generation = 0, string? roles = null, bool other = false)
    {
        var isOfSession = action is UserAction.SignIn or UserAction.Refresh or UserAction.AccessCheck or UserAction.SignOut && !(action == UserAction.SignIn && outcome != Outcome.Done);
        history.Add(new("forged", Someone, action, outcome, ++step, ++step)
        {
            Session = other ? Guid.NewGuid() : isOfSession ? session : null,
            Generation = generation,
            Roles = roles,
        });
    }

    private void Found(string requirement) => Assert.Contains(requirement, Assert.Single(Oracle.Check(history)).Rule, StringComparison.Ordinal);
}
