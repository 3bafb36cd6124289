using Tandem.SecurityEvents;

namespace Tandem.Sessions;

/// <summary>What the rotating statement needs.</summary>
/// <param name="SessionId">The session the token names.</param>
/// <param name="SecretHash">SHA-256 of the token's secret.</param>
/// <param name="Generation">The generation presented.</param>
/// <param name="Now">The installation's time.</param>
/// <param name="SettlingTime">Twice the leeway; zero accepts a candidate at once.</param>
/// <param name="Client">Who presents it.</param>
internal sealed record SessionRotation(
    Guid SessionId, byte[] SecretHash, long Generation, DateTimeOffset Now, TimeSpan SettlingTime, ClientInfo Client);

/// <summary>A generation whose access token was seen late enough to prove that its answer was delivered and kept.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Generation">The access token's generation.</param>
/// <param name="IssuedAt">When the access token was made: one from before the row's last change proves nothing.</param>
internal readonly record struct DeliveredGeneration(Guid SessionId, long Generation, DateTimeOffset IssuedAt);
