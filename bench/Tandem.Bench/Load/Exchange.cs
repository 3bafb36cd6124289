namespace Tandem.Bench.Load;

/// <summary>What one connection asks, again and again.</summary>
internal abstract class Exchange
{
    /// <summary>The bytes of the next request.</summary>
    public abstract ReadOnlySpan<byte> Next();

    /// <summary>Takes the answer in; says what is wrong with it, or null.</summary>
    public abstract string? Take(in HttpReply reply);
}
