namespace Tessera.Client.Payments;

/// <summary>What the phone made for an order.</summary>
/// <param name="Cryptogram">Hex of a Tessera in-app cryptogram; good once, for five minutes.</param>
/// <param name="Order">The merchant's own name of the order, as the phone showed it.</param>
public sealed record InAppProof(string Cryptogram, string Order)
{
    /// <summary>Hides the cryptogram.</summary>
    public override string ToString() => $"{nameof(InAppProof)} {{ Order = {Order} }}";
}
