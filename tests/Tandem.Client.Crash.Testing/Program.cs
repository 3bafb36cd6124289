using System.Globalization;

using Tandem.Client;
using Tandem.Client.Crash.Testing;
using Tandem.Client.Storage;

// URL FILE die N     refreshes until it is to store tokens for the N+1st time, and is killed then
// URL FILE rounds    for each line of input uses the access token, refreshes, and says how things stand
// URL FILE race      the same, without waiting for its turn
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
    await UseAsync();
    while (true)
        await client.RefreshAsync();
}

while (await Console.In.ReadLineAsync() is not null)
{
    await UseAsync();
    var session = await client.RefreshAsync();
    Console.WriteLine($"{session.Status} {session.Session?.Id} {session.Session?.Generation} {session.Reason}");
}

return 0;

// A token that is seen in use proves to the server that its generation was delivered and kept.
async Task UseAsync()
{
    using var answer = await http.GetAsync("/api/me");
    Console.WriteLine($"used: {(int)answer.StatusCode}");
}
