using System.Net;

using Tandem.Accounts;
using Tandem.Faults.Tests.Served;

namespace Tandem.Faults.Tests.Crashes;

/// <summary>
/// Changes the password again and again, from one of two sessions. After a change without an answer either password may be the one, and
/// it finds out which; after an acknowledged change the old password and the other session must never work again.
/// </summary>
internal sealed class PasswordChanger(CrashTestState state, Account account, string name, int seed) : SimulatedUser(state, account, name, seed)
{
    private readonly List<Grant> ended = [];
    private string present = ServedFolder.Password;
    private string? replaced;
    private string? uncertain;
    private int changes;
    private Grant? held;
    private Grant? other;

    public override async Task CheckAsync()
    {
        if (uncertain is not null)
            await FindOutAsync(uncertain);
        if (replaced is not null)
            await TryAsync(replaced, UserAction.OldPassword);
        await SignInAsync(present);
        if (held is not null)
            await PresentAsync(held);
        foreach (var grant in ended.TakeLast(2))
            await PresentAsync(grant);
    }

    protected override async Task ActAsync()
    {
        held ??= (await SignInAsync(present)).Response.Grant;
        other ??= (await SignInAsync(present)).Response.Grant;
        // Every change ends the access tokens handed out before it.
        if (held is null || other is null || (await PresentAsync(held)).Response.Grant is not { } fresh)
            return;
        held = fresh with { Cookie = fresh.Cookie ?? held.Cookie };
        await ChangeAsync(held, other);
    }

    private async Task ChangeAsync(Grant from, Grant beside)
    {
        var next = $"changed password {++changes}";
        var body = $$"""{"currentPassword":"{{present}}","newPassword":"{{next}}"}""";
        var (_, entry) = await DoAsync(
            UserAction.ChangePassword,
            () => State.Server.SendAsync(HttpMethod.Post, "/api/auth/password/change", accessToken: from.AccessToken, json: body),
            Check, (entry, _) => entry with { Session = from.Session });
        if (entry.Outcome is Outcome.Refused)
            return;
        other = null;
        ended.Add(beside);
        if (entry.Outcome is Outcome.Done)
            (replaced, present) = (present, next);
        else
            uncertain = next;
    }

    private async Task FindOutAsync(string perhaps)
    {
        if ((await TryAsync(perhaps, UserAction.SignIn)).Grant is not null)
            (replaced, present) = (present, perhaps);
        uncertain = null;
    }

    // Which action it was depends on whether it was let in.
    private async Task<ServerResponse> TryAsync(string password, UserAction ifAccepted)
    {
        var (reply, _) = await DoAsync(
            UserAction.WrongPassword, () => State.Server.LoginAsync(Account.Email, password),
            reply => reply.Status == HttpStatusCode.Unauthorized ? Outcome.Refused : reply.Grant is null ? Outcome.Unknown : Outcome.Done,
            (entry, reply) => reply.Grant is { } grant
                ? entry with { Action = ifAccepted, Session = grant.Session, Generation = grant.Generation, Roles = grant.Roles }
                : entry);
        return reply;
    }
}
