using System.Net;
using System.Net.Http.Json;

using CrmConsole;

using Tandem.Client;
using Tandem.Client.Errors;
using Tandem.Client.Storage;

const int NotNow = 75; // EX_TEMPFAIL of sysexits.h: to be tried again

var url = new Uri(Environment.GetEnvironmentVariable("CRM_URL") ?? "http://127.0.0.1:5080");
var file = Environment.GetEnvironmentVariable("CRM_SESSION")
    ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "crm-console", "session.json");

await using var client = new TandemClient(new TandemClientOptions
{
    BaseAddress = url,
    TokenStore = new FileTokenStore(file),
    UserAgent = "crm-console",
});
try
{
    return args switch
    {
        ["sign-in", var email] => await SignInAsync(email),
        ["who"] => await WhoAsync(),
        ["orders"] => await OrdersAsync(),
        ["sign-out"] => await SignOutAsync(),
        _ => Say("Usage: crm-console sign-in EMAIL | who | orders | sign-out", 2),
    };
}
catch (TransientException error)
{
    return Say($"Not now: {error.Message}", NotNow);
}
catch (TandemAuthException error)
{
    return Say($"{error.Code}: {error.Message}", 1);
}
catch (HttpRequestException error)
{
    return Say($"Not now: {error.Message}", NotNow);
}

async Task<int> SignInAsync(string email)
{
    var session = await client.SignInAsync(email, Password.Read());
    Console.WriteLine($"Signed in as {session.User!.DisplayName ?? session.User.Email}.");
    return 0;
}

async Task<int> WhoAsync()
{
    // Also offline: the store knows.
    var session = await client.StartAsync();
    Console.WriteLine(session.User is { } user
        ? $"{user.Email}, generation {session.Session!.Generation}, {session.Status}"
        : $"Nobody. {session.Reason}");
    return 0;
}

async Task<int> OrdersAsync()
{
    using var http = client.CreateHttpClient();
    using var answer = await http.GetAsync("/api/orders");
    if (answer.StatusCode == HttpStatusCode.Unauthorized)
        return Say($"Nobody is signed in. {client.Session.Reason}", 1);
    answer.EnsureSuccessStatusCode();
    foreach (var order in await answer.Content.ReadFromJsonAsync<List<Order>>() ?? [])
        Console.WriteLine($"{order.Id,5}  {order.Customer,-20} {order.Quantity,5} x {order.Item,-20} {order.Amount,10:0.00}  {order.Status}");
    return 0;
}

async Task<int> SignOutAsync()
{
    try
    {
        await client.SignOutAsync();
        Console.WriteLine("Signed out.");
    }
    catch (TransientException) when (client.Session.User is null)
    {
        Console.WriteLine("Signed out here. The server is told the next time this program runs.");
    }

    return 0;
}

static int Say(string message, int exitCode)
{
    Console.Error.WriteLine(message);
    return exitCode;
}
