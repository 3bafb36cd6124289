
namespace Tandem.Setups.Testing;

/// <summary>A set-up with one thing wrong, and the same with that cured.</summary>
/// <param name="Finding">Id of the finding that names the cause.</param>
/// <param name="Cure">A part of the cure's text: the line to change.</param>
/// <param name="Broken">The set-up as it is found.</param>
/// <param name="Cured">The set-up after the cure.</param>
public sealed record BrokenSetup(string Finding, string Cure, BackEnd Broken, BackEnd Cured)
{
    /// <summary>Whether the cookie does not arrive, or only the page around it is weaker than it could be.</summary>
    public bool IsError { get; init; } = true;

    public override string ToString() => Finding;
}
