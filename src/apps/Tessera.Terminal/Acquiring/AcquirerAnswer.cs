namespace Tessera.Terminal.Acquiring;

/// <summary>The acquirer's answer to one tap.</summary>
/// <param name="Outcome">What the till knows.</param>
/// <param name="ResponseCode">DE39, empty when unknown.</param>
/// <param name="ApprovalCode">DE38, empty unless approved.</param>
/// <param name="Reference">Payment id (REST) or retrieval reference (ISO 8583).</param>
/// <param name="Text">What may be shown, such as NOT ACCEPTED; may be empty.</param>
public sealed record AcquirerAnswer(
    AcquirerOutcome Outcome, string ResponseCode, string ApprovalCode, string Reference, string Text)
{
    /// <summary>What goes back to the card (91, 8A); empty over contactless when the issuer sends nothing.</summary>
    public ReadOnlyMemory<byte> ChipResponse { get; init; }

    /// <summary>Nothing certain is known.</summary>
    public static AcquirerAnswer Unknown(string reference) => new(AcquirerOutcome.Unknown, "", "", reference, "");
}
