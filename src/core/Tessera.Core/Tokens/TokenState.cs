namespace Tessera.Core.Tokens;

// Persisted numbers: append only.
public enum TokenState : byte
{
    // Created, but no credential confirmed on the device.
    Inactive = 1,
    Active = 2,
    Suspended = 3,
    Deleted = 4,
}
