namespace Tessera.Core.Controls;

// One owner's controls with the target that they are counted for; Row is where its usage lies.
internal readonly record struct ControlSet(SpendingControls Controls, ControlTarget Target, UInt128 Id, int Row);
