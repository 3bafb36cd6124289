using Tandem.AccessTokens;

namespace Tandem.Docs.Tests.Snippets;

/// <summary>C# of <c>docs/guides/resource-server.md</c> and of <see cref="AccessTokenValidator"/>.</summary>
internal static class ResourceServerSnippets
{
    public static void Alone(string accessToken)
    {
        #region the validator alone
        var settings = new AccessTokenSettings { Issuer = "https://auth.example.com", Audience = "https://api.example.com" };
        var validator = new AccessTokenValidator(settings, JsonWebKeySet.Parse(File.ReadAllBytes("jwks.json")));

        var validation = validator.Validate(accessToken, TimeProvider.System.GetUtcNow());
        if (validation.IsValid)
            Console.WriteLine($"{validation.Token!.Subject} has the roles {string.Join(", ", validation.Token.Roles)}");
        #endregion
    }
}
