using Tandem.AspNetCore.Browsers;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Refresh;

/// <summary>Refresh tokens and the sessions behind them.</summary>
public sealed class RefreshTokenOptions
{
    /// <summary>Life of an unused session; each rotation restarts it. Default 7 days.</summary>
    public TimeSpan IdleLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Life of a session however much it is used; null for none.</summary>
    public TimeSpan? AbsoluteLifetime { get; set; }

    /// <summary>How long a rotated token converges. Default 30 seconds; zero for strict one-time use.</summary>
    public TimeSpan Leeway { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a lost answer can be recovered; null for the idle lifetime.</summary>
    public TimeSpan? RecoveryWindow { get; set; }

    /// <summary>Deliveries a client may ask for; the first is used when it asks for none. Default <c>cookie</c>.</summary>
    public IReadOnlyList<SessionDelivery> Delivery { get; set; } = [SessionDelivery.Cookie];

    /// <summary>The cookie, where it must differ from what is derived.</summary>
    public RefreshCookieOptions Cookie { get; } = new();

    /// <summary>Whether refresh tokens may be delivered in the body, to programs and native apps at least.</summary>
    internal bool ServesPrograms => Delivery.Any(delivery => delivery.HasFlag(SessionDelivery.Body));

    /// <summary>Whether they may be delivered in the body to pages in browsers, whose scripts then read them.</summary>
    internal bool ServesTokensToPages => Delivery.Contains(SessionDelivery.Both);

    /// <summary>The windows and lifetimes as the core takes them.</summary>
    internal SessionPolicy ToPolicy(int? maxPerAccount) => new()
    {
        IdleLifetime = IdleLifetime,
        AbsoluteLifetime = AbsoluteLifetime,
        Leeway = Leeway,
        RecoveryWindow = RecoveryWindow,
        MaxPerAccount = maxPerAccount,
    };
}
