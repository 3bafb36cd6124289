using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

using Tandem.AspNetCore;
using Tandem.Client;
using Tandem.Client.Storage;

namespace Tandem.Docs.Tests.Snippets;

/// <summary>C# of the packages' own pages.</summary>
internal static class PackageReadmeSnippets
{
    public static void Storage(WebApplicationBuilder builder)
    {
        #region the package Tandem.Auth.Sqlite
        builder.AddTandem();
        builder.Services.AddTandemStorage();
        #endregion
    }

    public static void PostgreSql(WebApplicationBuilder builder)
    {
        #region the package Tandem.Auth.PostgreSql
        builder.AddTandem();
        builder.Services.AddTandemPostgreSql();
        #endregion
    }

    public static async Task ClientAsync()
    {
        #region the package Tandem.Auth.Client
        await using var client = new TandemClient(new TandemClientOptions
        {
            BaseAddress = new Uri("https://api.example.com"),
            TokenStore = new FileTokenStore("session.json"),
        });

        if (await client.GetAccessTokenAsync() is null)
            await client.SignInAsync("ada@example.com", "correct horse battery staple");

        using var http = client.CreateHttpClient();
        Console.WriteLine(await http.GetStringAsync("/api/orders"));
        #endregion
    }
}
