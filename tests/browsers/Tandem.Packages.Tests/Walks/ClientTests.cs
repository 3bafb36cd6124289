using System.Text.RegularExpressions;

using Tandem.Processes.Testing;

namespace Tandem.Packages.Tests.Walks;

/// <summary>The npm package, packed and installed in a project of its own, against the application that the docs tell how to make.</summary>
[Collection(nameof(ShopVisitors))]
public sealed partial class ClientTests(Shop shop) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_readmes_typescript_compiles_against_the_packed_package()
    {
        await InstallAsync();
        folder.Write("auth.ts", TypeScript().Match(await File.ReadAllTextAsync(Repository.PathOf("README.md"), TestContext.Current.CancellationToken)).Groups["text"].Value);

        var compiler = Repository.PathOf("node_modules", "typescript", "bin", "tsc");
        await RunAsync("node", compiler, "--noEmit", "--strict", "--module", "esnext", "--moduleResolution", "bundler", "--target", "es2022", "--lib", "es2022,dom", "--types", "", "auth.ts");
    }

    [Fact]
    public async Task Somebody_signs_in_stays_signed_in_and_signs_out_with_the_packed_package()
    {
        await InstallAsync();
        // Node has no cookie jar; this one keeps what a browser would.
        folder.Write("use.mjs", """
            import { createAuthClient } from '@tandem-auth/client';

            let cookie = '';
            const jar = async (input, init = {}) => {
              const request = new Request(input, init);
              if (cookie) request.headers.set('cookie', cookie);
              const response = await fetch(request);
              for (const set of response.headers.getSetCookie()) {
                const [pair] = set.split(';');
                if (pair.startsWith('refreshToken-')) cookie = /max-age=0/i.test(set) ? '' : pair;
              }
              return response;
            };
            const auth = createAuthClient({ baseURL: process.argv[2], fetch: jar });
            await auth.signIn({ email: 'ada@example.com', password: 'correct horse battery staple' });
            const first = await auth.fetch('/api/orders');
            await auth.refresh();
            const second = await auth.fetch('/api/orders');
            const generation = auth.getSession().session?.generation;
            await auth.signOut();
            const third = await auth.fetch('/api/orders');
            console.log(JSON.stringify([first.status, second.status, third.status, generation, cookie]));
            auth.dispose();
            """);

        var said = await RunAsync("node", "use.mjs", shop.Url.GetLeftPart(UriPartial.Authority));

        Assert.Equal("""[200,200,401,2,""]""", said.Trim());
    }

    private async Task InstallAsync()
    {
        await RunAsync("npm", "pack", "--silent", "--pack-destination", folder.Path, Repository.PathOf("packages", "client"));
        folder.Write("package.json", """{ "name": "shop-web", "private": true, "type": "module" }""");
        var packed = Assert.Single(Directory.EnumerateFiles(folder.Path, "*.tgz"));
        await RunAsync("npm", "install", "--silent", "--no-audit", "--no-fund", "--offline", packed);
    }

    private async Task<string> RunAsync(string program, params string[] words) =>
        (await RunningProgram.RunAsync(new(program, words, folder.Path), patience: Patience)).EnsureSuccess().Output;

    [GeneratedRegex(@"^```ts\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex TypeScript();
}
