namespace Tessera.Terminal.Acquiring;

/// <summary>A REST request that may hold money at the issuer although the till does not know it.</summary>
/// <param name="Key">Its idempotency key.</param>
/// <param name="Sealed">
/// The request. The server takes a key again only with the same body, and knows no other way from a key to its
/// payment, so all of it is needed; it holds the token number and chip data, so only this till can read it.
/// </param>
public sealed record UnansweredRequest(string Key, byte[] Sealed)
{
    public override string ToString() => Key;
}
