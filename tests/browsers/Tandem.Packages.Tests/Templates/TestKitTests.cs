using Tandem.Packages.Tests.Walks;

namespace Tandem.Packages.Tests.Templates;

/// <summary>Tests of the page's application, in a project of their own that has the packed test kit.</summary>
public sealed class TestKitTests(PackedPackages packages)
{
    [Fact]
    public async Task The_packed_test_kit_runs_the_pages_application()
    {
        await using var walk = new Walk(packages);
        await walk.TypeAsync($"{ShopPage.AddSource}dotnet new web -n Shop --no-restore\ncd Shop\n{ShopPage.AddPackages}");
        await File.WriteAllTextAsync(Path.Combine(walk.Folder, "Program.cs"), ShopPage.Program, TestContext.Current.CancellationToken);
        await walk.TypeAsync("cd ..");

        var tests = Directory.CreateDirectory(Path.Combine(walk.Folder, "Shop.Tests")).FullName;
        await File.WriteAllTextAsync(Path.Combine(tests, "Shop.Tests.csproj"),
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="xunit.v3" Version="3.2.2" />
                <ProjectReference Include="../Shop/Shop.csproj" />
              </ItemGroup>
            </Project>
            """, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(tests, "OrdersTests.cs"),
            """
            using System.Net;
            using Tandem.Testing;
            using Xunit;

            public sealed class OrdersTests(TandemApplicationFactory<Program> shop) : IClassFixture<TandemApplicationFactory<Program>>
            {
                [Fact]
                public async Task Orders_are_shown_to_somebody_who_is_signed_in_until_the_access_token_expires()
                {
                    using var ada = await shop.Tandem.SignInAsync();
                    Assert.Equal(HttpStatusCode.OK, (await ada.Http.GetAsync("/api/orders", TestContext.Current.CancellationToken)).StatusCode);
                    shop.Tandem.Time.Advance(TimeSpan.FromMinutes(16));
                    Assert.Equal(HttpStatusCode.Unauthorized, (await ada.Http.GetAsync("/api/orders", TestContext.Current.CancellationToken)).StatusCode);
                }
            }
            """, TestContext.Current.CancellationToken);
        await walk.TypeAsync("cd Shop.Tests\ndotnet add package Tandem.Auth.Testing\ndotnet run -- -noColor");

        Assert.Contains("Total: 1, Errors: 0, Failed: 0,", walk.Said, StringComparison.Ordinal);
    }
}
