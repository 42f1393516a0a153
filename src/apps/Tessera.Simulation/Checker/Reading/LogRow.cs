using Tessera.Core;

namespace Tessera.Simulation.Checker.Reading;

/// <summary>The events of one commit.</summary>
internal sealed record LogRow(long Sequence, IReadOnlyList<CoreEvent> Events);
