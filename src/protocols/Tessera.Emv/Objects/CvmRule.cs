// EMV 4.4 Book 3, Annex C3: cardholder verification rule.
using Tessera.Emv.Bits;

namespace Tessera.Emv.Objects;

/// <summary>One rule of a CVM list: method byte and condition byte (EMV Book 3, Annex C3).</summary>
/// <param name="Method">Method byte: low six bits the method, bit 7 "go on when it fails".</param>
/// <param name="Condition">When the rule applies.</param>
public readonly record struct CvmRule(byte Method, byte Condition)
{
    /// <summary>The method without its flag: 00 fail, 02 PIN online, 1E signature, 1F none, and so on.</summary>
    public byte MethodCode => (byte)(Method & 0x3F);

    /// <summary>True when the next rule is tried after this method fails.</summary>
    public bool GoesOnWhenFailed => (Method & 0x40) != 0;

    /// <summary>English name of the method and of what happens when it fails.</summary>
    public string DescribeMethod()
    {
        var name = BitNames.NameOf("cvm", MethodCode);
        var tail = GoesOnWhenFailed ? "apply next if unsuccessful" : "fail if unsuccessful";
        return Method == CvmResults.NotPerformed ? name : (name.Length == 0 ? "unknown" : name) + ", " + tail;
    }
}
