using Tandem.AccessTokens;

namespace Tandem.AspNetCore.ResourceServer;

/// <summary>
/// Tells the operator why tokens are refused, what was expected and what came: one warning a minute for each kind of fault, with a count of
/// the rest. Expired tokens are no news.
/// </summary>
internal sealed partial class RefusedTokenLog(AccessTokenSettings settings, TimeProvider time, ILogger<RefusedTokenLog> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<AccessTokenFault, (long At, int More)> told = [];

    public void Note(AccessTokenFault fault, ReadOnlySpan<char> token)
    {
        if (fault is AccessTokenFault.Expired || !IsDue(fault, out var more))
            return;
        var reason = RefusedAccessToken.Describe(token, fault, settings, time.GetUtcNow());
        if (more == 0)
            Refused(fault, reason);
        else
            RefusedAgain(fault, more, reason);
    }

    private bool IsDue(AccessTokenFault fault, out int more)
    {
        lock (gate)
        {
            var known = told.TryGetValue(fault, out var last);
            more = last.More;
            var due = !known || time.GetElapsedTime(last.At) >= Pause;
            told[fault] = due ? (time.GetTimestamp(), 0) : (last.At, last.More + 1);
            return due;
        }
    }

    [LoggerMessage(1204, LogLevel.Warning, "An access token is refused ({Fault}). {Reason}")]
    private partial void Refused(AccessTokenFault fault, string reason);

    [LoggerMessage(1205, LogLevel.Warning, "An access token is refused ({Fault}), and {More} others were since the last such line. {Reason}")]
    private partial void RefusedAgain(AccessTokenFault fault, int more, string reason);
}
