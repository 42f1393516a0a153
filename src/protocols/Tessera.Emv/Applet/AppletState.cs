// EMV 4.4 Book 1, 12.2: state of an application on the device.
namespace Tessera.Emv.Applet;

/// <summary>State of an application on the device; kept across restarts: append only.</summary>
public enum AppletState
{
    /// <summary>It can pay.</summary>
    Active = 0,

    /// <summary>It is blocked for a while: not listed, and SELECT warns (6283).</summary>
    Suspended = 1,

    /// <summary>It is blocked for ever: SELECT answers 6A81.</summary>
    Locked = 2,
}
