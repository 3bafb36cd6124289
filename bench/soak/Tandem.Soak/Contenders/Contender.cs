using Tandem.Processes.Testing;

namespace Tandem.Soak.Contenders;

/// <summary>A client with the server that it goes with.</summary>
/// <param name="Name">Its name in the data.</param>
/// <param name="Pages">Folders that its page is made of; the first that has a file wins.</param>
/// <param name="StartServerAsync">Starts its server, given the address that browsers see.</param>
internal sealed record Contender(string Name, IReadOnlyList<string> Pages, Func<SoakPlan, string, Task<IAuthServer>> StartServerAsync)
{
    /// <summary>The packed <c>@tandem-auth/client</c> on Tandem.</summary>
    public static Contender Tandem { get; } = new("tandem", Folders("tandem"), TandemServer.StartAsync);

    /// <summary>What is pasted into projects, on a strict server.</summary>
    public static Contender ByHand { get; } = new("by-hand", Folders("by-hand", "strict"), StrictServer.StartAsync);

    /// <summary>The same with one refresh at a time in each tab, and patience with the network.</summary>
    public static Contender OneFlight { get; } = new("one-flight", Folders("one-flight", "strict"), StrictServer.StartAsync);

    private static string[] Folders(params string[] own) => [.. own.Append("shared").Select(name => Repository.PathOf("bench", "soak", "pages", name))];
}
