using System.Security.Cryptography.X509Certificates;

// YARP on a recipe: its file, the address to listen at, the certificate and its key.
if (args is not [var recipe, var url, var certificate, var key])
    throw new ArgumentException("Four words are needed.");
var builder = WebApplication.CreateSlimBuilder();
builder.Configuration.AddJsonFile(recipe, optional: false, reloadOnChange: false);
builder.WebHost.UseKestrelHttpsConfiguration().UseUrls(url)
    .ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = X509Certificate2.CreateFromPemFile(certificate, key)));
builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"));
await using var app = builder.Build();
app.MapReverseProxy();
await app.RunAsync();
