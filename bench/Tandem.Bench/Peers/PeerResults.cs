using System.Text.Json;

using Tandem.Bench.Load;
using Tandem.Bench.Report;

namespace Tandem.Bench.Peers;

/// <summary>What a run measured, as it is kept in a file.</summary>
internal sealed record PeerResults(string Machine, string Disk, int Sessions, int Seconds, int Rounds, IReadOnlyList<PeerResult> Results)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static PeerResults Read(string file) => JsonSerializer.Deserialize<PeerResults>(File.ReadAllText(file), Json)!;

    public void Write(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this, Json) + "\n");
}

/// <summary>The medians of one server's rounds in one operation.</summary>
/// <param name="Peer">Its name.</param>
/// <param name="Title">What tables call it.</param>
/// <param name="Operation">What it did.</param>
/// <param name="Clients">On as many connections.</param>
/// <param name="PerSecond">Requests a second.</param>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="ServerMicroseconds">Processor time of the server for each request.</param>
/// <param name="CommitsEach">Durable transactions for each request.</param>
/// <param name="Tandem">Tandem's requests a second as a multiple of this server's, in the same round.</param>
/// <param name="Rounds">Requests a second in each round.</param>
internal sealed record PeerResult(
    string Peer, string Title, string Operation, int Clients, double PerSecond, double P50, double P99, double ServerMicroseconds,
    double CommitsEach, double? Tandem, IReadOnlyList<double> Rounds)
{
    public static PeerResult Of(Peer peer, PeerOperation operation, int clients, IReadOnlyList<Measurement> rounds, IReadOnlyList<Measurement>? tandem) => new(
        peer.Name, peer.Title, operation.DisplayName(), operation.Clients(clients),
        Median(rounds.Select(PerSecondOf)),
        Median(rounds.Select(one => one.Load.Quantile(0.5).TotalMilliseconds)),
        Median(rounds.Select(one => one.Load.Quantile(0.99).TotalMilliseconds)),
        Median(rounds.Select(one => one.ServerMicroseconds)),
        Median(rounds.Select(one => (double)(one.Commits ?? 0) / one.Load.Answers)),
        tandem is null ? null : Median(tandem.Zip(rounds, (ours, theirs) => PerSecondOf(ours) / PerSecondOf(theirs))),
        [.. rounds.Select(one => Math.Round(PerSecondOf(one), 1))]);

    // Of every answer, those after the end of the round included: a slow server has few others.
    private static double PerSecondOf(Measurement one) => one.Load.Answers / one.Elapsed.TotalSeconds;

    private static double Median(IEnumerable<double> values) => Math.Round(Ratio.Of(values).Median, 3);
}
