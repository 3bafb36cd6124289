using System.Net;

using Tandem.Faults.Tests.Crashes;
using Tandem.Faults.Tests.Served;

namespace Tandem.Faults.Tests.Disks;

/// <summary>
/// Each call that changes a file fails once, one after the other, while an operation is under way: the client tries again and succeeds
/// (V8).
/// </summary>
public sealed class FailedCallTests : IAsyncLifetime
{
    // More than any of these operations makes; the last rounds must meet no failure.
    private const int Most = 40;

    private readonly ServedFolder folder = new();
    private DiskFaults faults = null!;
    private ServedProcess server = null!;

    public async ValueTask InitializeAsync()
    {
        await folder.CreateAccountsAsync(["ada"]);
        faults = await DiskFaults.InstallAsync(folder);
        // No windows: every refresh writes.
        server = await folder.ServeAsync("--Tandem:RefreshToken:Leeway=00:00:00");
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        faults.Dispose();
        folder.Dispose();
    }

    public static TheoryData<DiskError, bool> Failures => new() { { DiskError.Full, false }, { DiskError.Broken, false }, { DiskError.Full, true }, { DiskError.Broken, true } };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_refresh_survives_the_failure_of_each_of_its_calls(DiskError error, bool torn)
    {
        var held = (await SignInAsync()).Grant!;
        await EachAsync(error, torn, async () =>
        {
            var first = await server.RefreshAsync(held.Cookie!);
            faults.Stop();
            var reply = Done(first) ?? await server.RefreshAsync(held.Cookie!);
            Assert.True(reply.Status == HttpStatusCode.OK, $"{first}, and then {reply}");
            Assert.Equal(held.Session, reply.Grant!.Session);
            Assert.True(reply.Grant.Generation > held.Generation, $"{reply.Grant.Generation} after {held.Generation}");
            held = reply.Grant;
        });
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_sign_in_survives_the_failure_of_each_of_its_calls(DiskError error, bool torn) =>
        await EachAsync(error, torn, async () =>
        {
            var first = await server.LoginAsync("ada@example.com");
            faults.Stop();
            var reply = Done(first) ?? await SignInAsync();
            Assert.True((await server.RefreshAsync(reply.Grant!.Cookie!)).Status == HttpStatusCode.OK);
        });

    // G7, V11: 204 only when it is durable.
    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_sign_out_is_acknowledged_when_it_is_done_and_not_before(DiskError error, bool torn) =>
        await EachAsync(error, torn, () => SignInAsync(), async signedIn =>
        {
            var first = await server.LogoutAsync(signedIn.Grant!.Cookie!);
            faults.Stop();
            if (Done(first) is null)
            {
                Assert.False(first.SetCookie);
                Assert.Equal(HttpStatusCode.OK, (await server.MeAsync(signedIn.Grant.AccessToken)).Status);
                Assert.Equal(HttpStatusCode.NoContent, (await server.LogoutAsync(signedIn.Grant.Cookie!)).Status);
            }

            Assert.True((await server.RefreshAsync(signedIn.Grant.Cookie!)).EndsSession);
            Assert.Equal(HttpStatusCode.Unauthorized, (await server.MeAsync(signedIn.Grant.AccessToken)).Status);
        });

    private Task EachAsync(DiskError error, bool torn, Func<Task> round) => EachAsync(error, torn, () => Task.FromResult(0), _ => round());

    private async Task EachAsync<T>(DiskError error, bool torn, Func<Task<T>> before, Func<T, Task> round)
    {
        var met = 0;
        for (var call = 1; ; call++)
        {
            Assert.True(call < Most, "It makes more calls than expected.");
            var begun = await before();
            faults.FailOnce(error, call, torn);
            await round(begun);
            if (faults.FailedCalls == 0)
                break;
            met++;
        }

        Assert.True(met >= 3, $"Only {met} calls failed.");
        await server.DisposeAsync();
        Assert.Empty(Audit.Compare(DatabaseRows.Read(folder.Database)));
    }

    // Null when it has to be tried again.
    private static ServerResponse? Done(ServerResponse reply)
    {
        if ((int)reply.Status is 200 or 204)
            return reply;
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "storage_unavailable"), (reply.Status, reply.Code));
        return null;
    }

    // Counts left by failures must not lock the account.
    private async Task<ServerResponse> SignInAsync()
    {
        var reply = await server.LoginAsync("ada@example.com");
        Assert.True(reply.Status == HttpStatusCode.OK, reply.ToString());
        return reply;
    }
}
