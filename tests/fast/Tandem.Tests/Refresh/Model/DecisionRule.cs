using Tandem.Refresh;
using Tandem.Sessions;

namespace Tandem.Tests.Refresh.Model;

/// <summary>What the explorers call in place of a server: the real decision, or a rule to compare it with.</summary>
internal delegate RotationDecision DecisionRule(RotationState row, long generation, DateTimeOffset now);
