using System.Net;

using Tandem.AspNetCore.Http.Pipeline;

namespace Tandem.AspNetCore.Http.RateLimits;

/// <summary>Requests per minute of each address and group, and of each account where an endpoint asks for it.</summary>
internal sealed class RateLimits(IOptions<RateLimitOptions> options, TimeProvider time)
{
    private readonly Dictionary<RateLimitGroup, FixedWindowLimiter> perAddress = new()
    {
        [RateLimitGroup.Login] = new(time, options.Value.LoginPerAddress),
        [RateLimitGroup.Refresh] = new(time, options.Value.RefreshPerAddress),
        [RateLimitGroup.Mail] = new(time, options.Value.MailPerAddress),
    };

    private readonly FixedWindowLimiter mailPerAccount = new(time, options.Value.MailPerAccount);
    private readonly FixedWindowLimiter reports = new(time, 1);

    /// <summary>How long to wait, or null when the request may go on.</summary>
    public TimeSpan? Exceeds(HttpContext context, RateLimitGroup group) =>
        IsExempt(context) ? null : Count(perAddress[group], context, "");

    /// <summary>
    /// How long an account's next mail has to wait, or null when this one may go. To be asked alike for addresses that nobody has:
    /// the answer must not tell them apart. Loopback is no exception: the mail goes to somebody else.
    /// </summary>
    /// <param name="account">What the request names the account by, in canonical form.</param>
    public TimeSpan? MailExceeds(string account) => mailPerAccount.Exceeds(account);

    /// <summary>Whether an excess is to be reported: the first of an address and group in a minute. A flood must not fill the log.</summary>
    public bool IsReported(HttpContext context, RateLimitGroup group) => Count(reports, context, group.ToString()) is null;

    private static TimeSpan? Count(FixedWindowLimiter counter, HttpContext context, string purpose) =>
        counter.Exceeds(CountedKey.Of(context.Connection.RemoteIpAddress, purpose));

    // Whom a proxy speaks for is not on this machine, whatever the header says and also when it says nothing that can be read.
    private bool IsExempt(HttpContext context) =>
        !options.Value.IncludeLoopback
        && !KnownProxies.Passed(context)
        && CallerAddress.Plain(context.Connection.RemoteIpAddress) is { } address
        && IPAddress.IsLoopback(address);
}
