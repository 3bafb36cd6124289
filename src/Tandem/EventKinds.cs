using System.Text.Json;
using System.Text.Json.Serialization;

using Tandem.Accounts;
using Tandem.Lockout;
using Tandem.Operations;
using Tandem.Passwords;
using Tandem.Refresh;
using Tandem.SecurityEvents;
using Tandem.Sessions;
using Tandem.SignIn;
using Tandem.SigningKeys;

namespace Tandem;

/// <summary>The kinds of security events of all rooms, and events as the log keeps them.</summary>
internal static class EventKinds
{
    private static readonly EventCatalog Catalog;

    static EventKinds()
    {
        All =
        [
            .. AccountEvents.Kinds, .. LockoutEvents.Kinds, .. PasswordEvents.Kinds, .. SignInEvents.Kinds, .. SessionEvents.Kinds,
            .. RefreshEvents.Kinds, .. OperationEvents.Kinds, .. KeyEvents.Kinds, .. LogEvents.Kinds,
        ];
        Catalog = new EventCatalog(
            All, new JsonStringEnumConverter<SessionEnd>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<LoginFailure>(JsonNamingPolicy.SnakeCaseLower));
    }

    /// <summary>All kinds, room by room.</summary>
    public static IReadOnlyList<EventKind> All { get; }

    /// <summary>The kind of that name, or null: a newer program may have written it.</summary>
    public static EventKind? Find(string name) => Catalog.Find(name);

    extension(EventRecord record)
    {
        /// <summary>The event.</summary>
        /// <exception cref="InvalidDataException">This program does not know its kind.</exception>
        public SecurityEvent Event => Catalog.Read(record);

        /// <summary>The record with its personal fields apart, for rows of a time when they stood among the others.</summary>
        public EventRecord WithPersonalDataApart()
        {
            var (data, personal) = Catalog.Split(record.Kind, record.Data);
            return record with { Data = data, PersonalData = personal };
        }

        /// <summary>An event at a place in the log, without a link yet.</summary>
        public static EventRecord Of(SecurityEvent reported, long sequence)
        {
            ArgumentNullException.ThrowIfNull(reported);
            var (data, personal) = Catalog.Write(reported);
            return new()
            {
                Sequence = sequence,
                At = reported.At,
                Kind = Catalog.Of(reported).Name,
                AccountId = reported.AccountId,
                SessionId = reported.SessionId,
                Context = new(
                    Storable(reported.Context.RequestId, EventFields.LongestName), Storable(reported.Context.Address, EventFields.LongestName),
                    Storable(reported.Context.UserAgent, EventFields.LongestText)),
                Data = data,
                PersonalData = personal,
            };
        }
    }

    // Databases end a text at the first NUL when they read it back.
    private static string? Storable(string? text, int longest) => text is null ? null : EventFields.Cut(text, longest).Replace('\0', '\uFFFD');
}
