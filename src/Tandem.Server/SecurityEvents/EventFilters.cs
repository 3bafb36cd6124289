using System.CommandLine;
using System.Globalization;

using Tandem.SecurityEvents;
using Tandem.Server.Accounts;
using Tandem.Server.CommandLine;

namespace Tandem.Server.SecurityEvents;

/// <summary>Options that say which events are wanted.</summary>
internal static class EventFilters
{
    private static readonly string[] Moments =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private static readonly Option<string[]> Kinds = CreateKinds();
    private static readonly Option<string?> Account = new("--account") { Description = "Only events about this account: its id or its address", HelpName = "ID" };
    private static readonly Option<string?> Session = CreateSession();
    private static readonly Option<string?> Since = CreateMoment("--since", "Only events from this moment on, such as 2026-11-21T03:00Z");
    private static readonly Option<string?> Until = CreateMoment("--until", "Only events before this moment");

    public static void AddTo(Command command)
    {
        foreach (var option in new Option[] { Kinds, Account, Session, Since, Until })
            command.Options.Add(option);
    }

    /// <exception cref="CommandException">There is no such account.</exception>
    public static async Task<EventQuery> ReadAsync(ParseResult parsed, CommandServices services, CancellationToken cancellationToken) => new()
    {
        Kinds = parsed.GetValue(Kinds) is { Length: > 0 } kinds ? kinds : null,
        AccountId = parsed.GetValue(Account) is { } account ? await NamedAccount.FindIdAsync(account, services, cancellationToken) : null,
        Session = parsed.GetValue(Session) is { } session ? HashOf(session) : null,
        Since = parsed.GetValue(Since) is { } since ? Moment(since) : null,
        Until = parsed.GetValue(Until) is { } until ? Moment(until) : null,
    };

    private static Option<string[]> CreateKinds()
    {
        var option = new Option<string[]>("--kind") { Description = "Only events of this kind; several are written one after the other", HelpName = "K", AllowMultipleArgumentsPerToken = true };
        option.Validators.Add(result =>
        {
            foreach (var kind in result.Tokens.Select(token => token.Value).Where(name => EventKinds.Find(name) is null))
                result.AddError($"'{kind}' is no kind of event. There are: {string.Join(", ", EventKinds.All.Select(known => known.Name))}.");
        });
        return option;
    }

    private static Option<string?> CreateSession()
    {
        var option = new Option<string?>("--session") { Description = "Only events about this session: its id, or its hash as events show it", HelpName = "ID" };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => HashOf(token.Value) is null))
                result.AddError($"'{token.Value}' is neither a session's id nor its hash ({SessionHash.Length} hexadecimal digits).");
        });
        return option;
    }

    private static Option<string?> CreateMoment(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "TIME" };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => Moment(token.Value) is null))
                result.AddError($"{name}: '{token.Value}' is no time. Write 2026-11-21 or 2026-11-21T03:00:00Z; without a zone it is UTC.");
        });
        return option;
    }

    private static DateTimeOffset? Moment(string text) =>
        DateTimeOffset.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    // An id has dashes, a hash has none.
    private static string? HashOf(string text) => Guid.TryParseExact(text, "D", out var id) ? SessionHash.Of(id)
        : text.Length == SessionHash.Length && text.All(char.IsAsciiHexDigit) ? string.Create(text.Length, text, static (span, hash) => hash.AsSpan().ToLowerInvariant(span))
        : null;
}
