// EMV 4.4 Book 1, 12 and EMV contactless book B, 3: the two ways to reach a card.
namespace Tessera.Emv.Applet;

/// <summary>How a card is reached; it decides which directory and which flow its applications offer.</summary>
public enum AppletInterface
{
    /// <summary>The field of a contactless reader: 2PAY.SYS.DDF01.</summary>
    Contactless = 0,

    /// <summary>The contacts of a slot: 1PAY.SYS.DDF01, and a second cryptogram after the issuer's answer.</summary>
    Contact = 1,
}
