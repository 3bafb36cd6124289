namespace Tandem.Engines.Testing;

/// <summary>An engine did not do what it was told, or not in time.</summary>
public sealed class EngineException(string message, Exception? inner = null) : Exception(message, inner);
