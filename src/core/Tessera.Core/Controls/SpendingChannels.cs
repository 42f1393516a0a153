namespace Tessera.Core.Controls;

// Ways in that can be switched off. Persisted numbers: append only.
[Flags]
public enum SpendingChannels : byte
{
    None = 0,
    Contactless = 1,
    InApp = 2,
    Contact = 4,
    Magstripe = 8,
    OnFile = 16,
}
