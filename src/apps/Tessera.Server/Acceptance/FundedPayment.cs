using Tessera.Core;

namespace Tessera.Server.Acceptance;

/// <summary>How a payment at an outside issuer ended, with what the issuer says to its own card (DE55).</summary>
public sealed record FundedPayment(Reply.PaymentDecided Decision, byte[] EmvResponse);
