namespace Tandem.Sessions;

/// <summary>A generation whose access token was seen late enough to prove that its answer was delivered and kept.</summary>
public readonly record struct DeliveredGeneration(Guid SessionId, long Generation);
