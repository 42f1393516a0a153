using Tessera.Core.Directory;
using Tessera.Core.Payments;
using Tessera.Emv.CardCodes;
using Tessera.Primitives;
using Tessera.Server.World;

namespace Tessera.Server.Acceptance;

/// <summary>A tap as a door received it: the till it came from, the amount, and its chip data (DE55).</summary>
public sealed record TapMessage
{
    /// <summary>A till of our directory; null where <see cref="Shop"/> says the place.</summary>
    public required PaymentTerminal? Terminal { get; init; }

    /// <summary>A till that only its acquirer's message tells of.</summary>
    public OutsideShop? Shop { get; init; }

    /// <summary>DE22, the first two digits.</summary>
    public EntryMode EntryMode { get; init; } = EntryMode.ContactlessChip;

    /// <summary>What the network that sent the message says of the token; there are no chip data then.</summary>
    public CryptogramVerdict? NetworkVerdict { get; init; }

    /// <summary>DE38 of an advice: the network approved already.</summary>
    public string AdvisedCode { get; init; } = "";

    public required Money Amount { get; init; }

    /// <summary>DE2: the token number.</summary>
    public required Pan Number { get; init; }

    /// <summary>DE23; 0 when the card has none.</summary>
    public required int SequenceNumber { get; init; }

    public required ReadOnlyMemory<byte> Emv { get; init; }

    /// <summary>DE35 of the old mag-stripe mode; there are no chip data then.</summary>
    public FilledTrack? Track { get; init; }

    /// <summary>In an app: when the phone made the cryptogram for the merchant's order.</summary>
    public Timestamp? MadeAt { get; init; }

    /// <summary>DE11.</summary>
    public required int TraceNumber { get; init; }

    /// <summary>DE37.</summary>
    public required string RetrievalReference { get; init; }

    /// <summary>What a reversal will name: acquirer, terminal, trace number and time of transmission, hashed.</summary>
    public required UInt128 TraceKey { get; init; }

    public required PaymentId Payment { get; init; }

    public required CommandKey Key { get; init; }

    public PaymentFacts FactsIn(DirectoryIndex directory, AccountRange range) =>
        Shop is { } shop ? directory.Facts(shop, range) : directory.Facts(Terminal!, range);

    /// <summary>Hides the chip data.</summary>
    public override string ToString() => $"{nameof(TapMessage)} {{ Payment = {Payment}, Amount = {Amount} }}";
}
