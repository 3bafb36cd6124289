using CrmWorker;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using Tandem.Client;
using Tandem.Client.Storage;

var builder = Host.CreateApplicationBuilder(args);
var settings = builder.Configuration.GetSection("Crm").Get<CrmSettings>() ?? new();
builder.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
builder.Services.AddSingleton(settings);
builder.Services.AddHttpClient("crm", http => http.BaseAddress = settings.Url).AddTandemClient(options =>
{
    options.BaseAddress = settings.Url;
    options.TokenStore = new FileTokenStore(settings.Session);
    options.UserAgent = "crm-worker";
});
builder.Services.AddHostedService<OrderWatcher>();
await builder.Build().RunAsync();
