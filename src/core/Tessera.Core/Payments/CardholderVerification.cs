namespace Tessera.Core.Payments;

// What the cryptogram-covered data prove. Persisted numbers: append only.
public enum CardholderVerification : byte
{
    None = 0,

    // On the consumer's device, seen in the covered card verification results.
    Device = 1,

    // The device was used in transit mode and asked nobody.
    Transit = 2,
}
