using Tessera.Core.Clearing;
using Tessera.Core.Directory;
using Tessera.Primitives;

namespace Tessera.Server.Switch.Readers;

/// <summary>An 0220 as read: the command lacks only where the vault has the number.</summary>
internal sealed record Presentment(CommandKey Key, AccountRange Range, Pan Number, ClearingCommand Command)
{
    /// <summary>Hides the number.</summary>
    public override string ToString() => nameof(Presentment);
}
