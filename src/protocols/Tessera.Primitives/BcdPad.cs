namespace Tessera.Primitives;

/// <summary>How digits fill a packed field that is longer than they are.</summary>
public enum BcdPad
{
    /// <summary>Right-aligned, zeros before: format <c>n</c> of EMV Book 3 section 4.3 and of ISO 8583.</summary>
    LeadingZero = 0,

    /// <summary>Left-aligned, nibbles F after: format <c>cn</c> of EMV Book 3 section 4.3.</summary>
    TrailingF = 1,

    /// <summary>Left-aligned, zeros after: what some ISO 8583 hosts do with an odd track 2.</summary>
    TrailingZero = 2,
}
