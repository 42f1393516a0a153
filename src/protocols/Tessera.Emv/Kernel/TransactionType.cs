// ISO 8583:1987 processing code, first two digits; EMV tag 9C.
namespace Tessera.Emv.Kernel;

/// <summary>Kind of transaction, the BCD byte of tag 9C.</summary>
public enum TransactionType
{
    /// <summary>Purchase of goods or services.</summary>
    Purchase = 0x00,

    /// <summary>Cash.</summary>
    Cash = 0x01,

    /// <summary>Purchase with cashback.</summary>
    Cashback = 0x09,

    /// <summary>Refund.</summary>
    Refund = 0x20,
}
