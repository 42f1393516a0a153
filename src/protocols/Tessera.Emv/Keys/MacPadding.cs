// ISO/IEC 9797-1, section 6.3: padding methods.
namespace Tessera.Emv.Keys;

/// <summary>Padding before a MAC. The number is the number of the method in ISO/IEC 9797-1.</summary>
public enum MacPadding
{
    /// <summary>Zero bytes up to a whole block; nothing when the length already fits.</summary>
    Method1 = 1,

    /// <summary>One byte 80, then zero bytes up to a whole block; always adds at least one byte.</summary>
    Method2 = 2,
}
