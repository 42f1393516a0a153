// ISO 8583:1987 DE55 as used by EMV Book 4: BER-TLV objects inside one field.
namespace Tessera.Iso8583;

/// <summary>What a field carries inside its value.</summary>
public enum FieldNesting
{
    /// <summary>Nothing: the value is a leaf.</summary>
    None = 0,

    /// <summary>BER-TLV objects as bytes.</summary>
    BerTlv = 1,

    /// <summary>BER-TLV objects as hexadecimal ASCII; the field's length counts the characters.</summary>
    BerTlvHex = 2,
}
