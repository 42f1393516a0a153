using Tessera.Core.Directory;
using Tessera.Primitives;

namespace Tessera.Server.Acceptance;

/// <summary>A tap as a door received it: the till it came from, the amount, and its chip data (DE55).</summary>
public sealed record TapMessage
{
    public required PaymentTerminal Terminal { get; init; }

    public required Money Amount { get; init; }

    /// <summary>DE2: the token number.</summary>
    public required Pan Number { get; init; }

    /// <summary>DE23; 0 when the card has none.</summary>
    public required int SequenceNumber { get; init; }

    public required ReadOnlyMemory<byte> Emv { get; init; }

    /// <summary>DE11.</summary>
    public required int TraceNumber { get; init; }

    /// <summary>DE37.</summary>
    public required string RetrievalReference { get; init; }

    /// <summary>What a reversal will name: acquirer, terminal, trace number and time of transmission, hashed.</summary>
    public required UInt128 TraceKey { get; init; }

    public required PaymentId Payment { get; init; }

    public required CommandKey Key { get; init; }

    /// <summary>Hides the chip data.</summary>
    public override string ToString() => $"{nameof(TapMessage)} {{ Payment = {Payment}, Amount = {Amount} }}";
}
