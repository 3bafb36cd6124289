namespace Tandem.Hostile.Tests.Fuzzing;

/// <summary>An input for which something does not hold that must hold for every input.</summary>
public sealed class FindingException(string message, Exception? inner = null) : Exception(message, inner);
