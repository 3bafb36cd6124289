using System.Net;

using Tandem.AspNetCore.Http.Pipeline;

namespace Tandem.AspNetCore.Http.RateLimits;

/// <summary>Requests per minute of each address and group, and of each account where an endpoint asks for it.</summary>
internal sealed class RateLimits(IOptions<RateLimitOptions> options, LoopbackExemption loopback, TimeProvider time)
{
    private readonly Dictionary<RateLimitGroup, FixedWindowLimiter> perAddress = new()
    {
        [RateLimitGroup.Login] = new(time, options.Value.LoginPerAddress),
        [RateLimitGroup.Refresh] = new(time, options.Value.RefreshPerAddress),
        [RateLimitGroup.Mail] = new(time, options.Value.MailPerAddress),
    };

    private readonly FixedWindowLimiter mailPerAccount = new(time, options.Value.MailPerAccount);

    /// <summary>How long to wait, or null when the request may go on.</summary>
    /// <param name="context">The request.</param>
    /// <param name="group">What it is counted with.</param>
    /// <param name="requests">As how many it is counted: one that brings several sessions costs as much as several.</param>
    public TimeSpan? Exceeds(HttpContext context, RateLimitGroup group, int requests = 1) =>
        IsExempt(context) ? null : Count(perAddress[group], context, requests);

    /// <summary>How long a refresh has to wait that has been counted once and brings more sessions than one.</summary>
    public TimeSpan? ExceedsBySessions(HttpContext context, int sessions) =>
        sessions > 1 ? Exceeds(context, RateLimitGroup.Refresh, sessions - 1) : null;

    /// <summary>
    /// How long an account's next mail has to wait, or null when this one may go. To be asked alike for addresses that nobody has:
    /// the answer must not tell them apart. Loopback is no exception: the mail goes to somebody else.
    /// </summary>
    /// <param name="account">What the request names the account by, in canonical form.</param>
    public TimeSpan? MailExceeds(string account) => mailPerAccount.Exceeds(account);

    private static TimeSpan? Count(FixedWindowLimiter counter, HttpContext context, int requests) =>
        counter.Exceeds(CountedKey.Of(context.Connection.RemoteIpAddress, ""), requests);

    // Whom a proxy speaks for is not on this machine, whatever the header says and also when it says nothing that can be read. Where the
    // public URL is elsewhere, a proxy on this machine speaks for everybody, known or not.
    private bool IsExempt(HttpContext context) =>
        !options.Value.IncludeLoopback
        && loopback.IsMeant()
        && !KnownProxies.Passed(context)
        && CallerAddress.Plain(context.Connection.RemoteIpAddress) is { } address
        && IPAddress.IsLoopback(address);
}

/// <summary>Whether a loopback address is this machine's own user: only where the public URL is a loopback host.</summary>
internal sealed record LoopbackExemption(Func<bool> IsMeant);
