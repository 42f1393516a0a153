namespace Tessera.Core.Controls;

// What controls hold for: every card and token of an account, or one token. Persisted numbers: append only.
public enum ControlTarget : byte
{
    Account = 1,
    Token = 2,
}
