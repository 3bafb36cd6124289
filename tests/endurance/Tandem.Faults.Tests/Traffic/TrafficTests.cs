using System.Diagnostics;
using System.Globalization;

using Tandem.Bench.Load;
using Tandem.Faults.Tests.Served;

namespace Tandem.Faults.Tests.Traffic;

/// <summary>
/// Every answer is its caller's own (V32), over kept and pipelined connections that many people share: a million requests, or as many as
/// <c>TANDEM_FAULTS_REQUESTS</c> says.
/// </summary>
public sealed class TrafficTests(ITestOutputHelper output) : IDisposable
{
    private const int People = 240;
    private const int Seed = 20261125;

    private static readonly int Requests =
        int.TryParse(Environment.GetEnvironmentVariable("TANDEM_FAULTS_REQUESTS"), CultureInfo.InvariantCulture, out var number) ? number : 1_000_000;

    private readonly ServedFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_answer_is_its_callers_own()
    {
        await using var server = await ServeAsync();
        using var traffic = new Traffic(server.Url, await PeopleAsync(), Seed);
        traffic.SignIn();
        var watch = Stopwatch.StartNew();

        traffic.Run(Requests);

        Assert.True(traffic.Faults.Count == 0, string.Join('\n', traffic.Faults.Take(10)));
        Assert.Equal(Requests + People, traffic.Right.Values.Sum());
        Assert.All(traffic.Right, right => Assert.NotEqual(0, right.Value));
        output.WriteLine(FormattableString.Invariant(
            $"{Requests:n0} requests of {People} people in {watch.Elapsed.TotalSeconds:0.0} s, {Requests / watch.Elapsed.TotalSeconds:n0} a second: {string.Join(", ", traffic.Right)}"));
    }

    // The planted fault: two people's answers change places on the way.
    [Theory]
    [InlineData("Me")]
    [InlineData("Sessions")]
    [InlineData("Refresh")]
    [InlineData("SignIn")]
    [InlineData("Nobody")]
    public async Task Answers_that_changed_places_are_found(string pending)
    {
        await using var server = await ServeAsync();
        var people = (await PeopleAsync()).Take(2).ToList();
        using (var traffic = new Traffic(server.Url, people, Seed))
            traffic.SignIn();
        using var connection = new PipelinedConnection(server.Url);
        var kind = Enum.Parse<RequestKind>(pending);
        var requests = people.Select(person => new PendingRequest(kind, person, person)).ToList();
        connection.Send(requests);
        var (check, wrong) = (new ResponseCheck(), new List<string?>());

        while (connection.Waiting > 0)
            connection.Receive((PendingRequest own, in HttpReply reply) => wrong.Add(check.Take(requests.Single(other => other != own), reply)));

        // A refusal of nobody names nobody: it may go to anybody, once.
        Assert.All(wrong, found => Assert.Equal(kind == RequestKind.Nobody, found is null));
    }

    [Fact]
    public async Task A_session_of_somebody_else_in_a_list_is_found()
    {
        await using var server = await ServeAsync();
        var owner = (await PeopleAsync())[0];
        using (var traffic = new Traffic(server.Url, [owner], Seed))
            traffic.SignIn();
        using var connection = new PipelinedConnection(server.Url);
        connection.Send([new(RequestKind.Sessions, owner, owner)]);
        var check = new ResponseCheck();
        owner.Sessions.Clear();

        while (connection.Waiting > 0)
            connection.Receive((PendingRequest pending, in HttpReply reply) => check.Take(pending, reply));

        Assert.Single(check.Foreign);
        owner.Sessions.Add(owner.Session);
        Assert.Empty(check.Foreign);
    }

    [Fact]
    public async Task An_answer_given_twice_is_found()
    {
        await using var server = await ServeAsync();
        using var connection = new PipelinedConnection(server.Url);
        var nobody = new Person((await folder.CreateAccountsAsync(["nobody"]))[0]);
        connection.Send([new(RequestKind.Nobody, nobody, nobody)]);
        var (check, wrong) = (new ResponseCheck(), new List<string?>());

        while (connection.Waiting > 0)
            connection.Receive((PendingRequest pending, in HttpReply reply) => wrong.AddRange([check.Take(pending, reply), check.Take(pending, reply)]));

        Assert.Null(wrong[0]);
        Assert.NotNull(wrong[1]);
    }

    // Without a leeway each use of a token is a rotation, and the next generation is known beforehand.
    private Task<ServedProcess> ServeAsync() => folder.ServeAsync("--Tandem:RefreshToken:Leeway=00:00:00", "--Tandem:Passwords:MaxConcurrentHashes=2");

    private async Task<IReadOnlyList<Person>> PeopleAsync() =>
        [.. (await folder.CreateAccountsAsync(Enumerable.Range(1, People).Select(number => $"person{number}"))).Select(account => new Person(account))];
}
