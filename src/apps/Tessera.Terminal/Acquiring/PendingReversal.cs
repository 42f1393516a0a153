namespace Tessera.Terminal.Acquiring;

/// <summary>A tap that may hold money at the issuer although the till does not know it. No card data.</summary>
/// <param name="TraceNumber">DE11 of the request.</param>
/// <param name="TransmissionTime">DE7 of the request, ten digits.</param>
/// <param name="AmountMinor">DE4.</param>
/// <param name="CurrencyNumber">DE49.</param>
/// <param name="ProcessingCode">DE3.</param>
/// <param name="Reference">DE37.</param>
public sealed record PendingReversal(
    int TraceNumber,
    string TransmissionTime,
    long AmountMinor,
    int CurrencyNumber,
    string ProcessingCode,
    string Reference);
