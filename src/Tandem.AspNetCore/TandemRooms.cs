using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Accounts;
using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.CookieSessions;
using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.AspNetCore.Http.Problems;
using Tandem.AspNetCore.Lockout;
using Tandem.AspNetCore.MasterKeys;
using Tandem.AspNetCore.Passwords;
using Tandem.AspNetCore.Refresh;
using Tandem.AspNetCore.ResourceServer;
using Tandem.AspNetCore.Revocation;
using Tandem.AspNetCore.SecurityEvents;
using Tandem.AspNetCore.Sessions;
using Tandem.AspNetCore.SignIn;
using Tandem.AspNetCore.SigningKeys;
using Tandem.AspNetCore.Tickets;

namespace Tandem.AspNetCore;

/// <summary>The rooms of this assembly, and what is made of all of them.</summary>
public static class TandemRooms
{
    internal static IReadOnlyList<TandemRoom> All { get; } =
    [
        new BrowsersRoom(), new HostingRoom(), new AccessTokensRoom(), new RefreshRoom(), new HttpRoom(), new LockoutRoom(), new PasswordsRoom(),
        new SigningKeysRoom(), new MasterKeysRoom(), new SessionsRoom(), new SecurityEventsRoom(), new RevocationRoom(), new TicketsRoom(),
        new AccountsRoom(), new SignInRoom(), new CookieSessionsRoom(), new ResourceServerRoom(),
    ];

    /// <summary>The parts of the options, each once.</summary>
    internal static IReadOnlyList<OptionPart> Parts { get; } = [.. All.SelectMany(room => room.Keys).Select(key => key.Part).OfType<OptionPart>().Distinct()];

    /// <summary>All error codes, in the order of their status. Problem details, the docs' reference and the clients' types are made from them.</summary>
    public static IReadOnlyList<ErrorCode> ErrorCodes { get; } = [.. All.SelectMany(room => room.Errors).OrderBy(error => error.Status)];
}

/// <summary>All configuration keys. The program reads them and the docs list them from here.</summary>
public static class ConfigurationKeys
{
    /// <summary>The section that holds them.</summary>
    public const string Section = ConfigurationKey.Section;

    /// <summary>The keys that have an effect.</summary>
    public static IReadOnlyList<ConfigurationKey> All { get; } = [.. TandemRooms.All.SelectMany(room => room.Keys)];

    /// <summary>Keys of the contract whose features are not in this version: accepted, reported, without effect.</summary>
    public static IReadOnlyList<string> WithoutEffect { get; } =
        [.. TandemRooms.All.SelectMany(room => room.KeysWithoutEffect), "Registration", "Links", "Smtp", "Alerts", "External"];
}
