using Tandem.Browsers.Doctor;

namespace Tandem.Server.Commands.Doctor.Live;

/// <summary>The API gave no answer; the finding says why.</summary>
internal sealed class LiveFailure(Finding finding) : Exception(finding.Seen)
{
    public Finding Finding { get; } = finding;
}
