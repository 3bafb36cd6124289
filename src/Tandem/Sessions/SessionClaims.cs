using Tandem.AccessTokens;
using Tandem.Accounts;

namespace Tandem.Sessions;

/// <summary>What the access tokens of a session say.</summary>
internal static class SessionClaims
{
    extension(AccessTokenGrant)
    {
        /// <summary>For a session and its account, with the given generation.</summary>
        public static AccessTokenGrant For(StoredSession stored, long generation) => For(stored.Session, stored.Account, generation);

        /// <summary>For a session and its account, with the given generation.</summary>
        public static AccessTokenGrant For(Session session, Account account, long generation) => new()
        {
            Subject = account.Id,
            SessionId = session.Id,
            Generation = generation,
            Epoch = account.Epoch,
            Roles = account.Roles,
            AuthenticatedAt = session.AuthenticatedAt,
            AuthenticationMethods = session.AuthenticationMethods,
            Email = account.Email,
            NotAfter = session.ExpiresAt,
        };
    }
}
