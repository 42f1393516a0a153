namespace Tessera.Device.Wallet;

/// <summary>What the phone hands to the merchant's app for one order.</summary>
/// <param name="TokenNumber">Digits; worth nothing without the cryptogram.</param>
/// <param name="TokenExpiry"><c>YYYY-MM</c>.</param>
/// <param name="SequenceNumber">Sequence number of the token.</param>
/// <param name="Cryptogram">Hex; good once, for this merchant, order and amount, for five minutes.</param>
public sealed record InAppPayment(string TokenNumber, string TokenExpiry, int SequenceNumber, string Cryptogram)
{
    /// <summary>Hides number and cryptogram.</summary>
    public override string ToString() => nameof(InAppPayment);
}
