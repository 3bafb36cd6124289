using System.Globalization;

using Tandem.Client;
using Tandem.Client.Crash.Testing;
using Tandem.Client.Storage;

// URL FILE die N     refreshes until it is to store tokens for the N+1st time, and is killed then
// URL FILE turns     for each line of input uses the access token, or refreshes, and says how things stand
// URL FILE race      the same, without waiting for its turn to refresh
if (args is not [var url, var file, var deed, .. var rest])
    return 2;

ITokenStore store = new FileTokenStore(file);
if (deed == "die")
    store = new MortalStore(store, int.Parse(rest[0], CultureInfo.InvariantCulture));
else if (deed == "race")
    store = new TurnlessStore(store);

using var client = new TandemClient(new TandemClientOptions { BaseAddress = new Uri(url), TokenStore = store });
using var http = client.CreateHttpClient();
if (deed == "die")
{
    Console.WriteLine(await UseAsync());
    string said;
    while ((said = await RefreshAsync()).StartsWith("Authenticated", StringComparison.Ordinal))
        Console.WriteLine(said);
    Console.Error.WriteLine(said);
    return 1;
}

while (await Console.In.ReadLineAsync() is { } order)
    Console.WriteLine(order == "use" ? await UseAsync() : await RefreshAsync());

return 0;

// A token that is seen in use proves to the server that its generation was delivered and kept.
async Task<string> UseAsync()
{
    using var answer = await http.GetAsync("/api/me");
    return $"used: {(int)answer.StatusCode}";
}

async Task<string> RefreshAsync()
{
    var session = await client.RefreshAsync();
    return $"{session.Status} {session.Session?.Id} {session.Session?.Generation} {session.Reason}";
}
