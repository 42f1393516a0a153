using Tessera.Core.Payments;
using Tessera.Primitives;

namespace Tessera.Journal.ReadModels;

/// <summary>A payment as lists show it. Number orders payments and is the cursor of a page.</summary>
public sealed record PaymentView
{
    public required long Number { get; init; }

    public required string Id { get; init; }

    public required PaymentState State { get; init; }

    public required ushort RefusalNumber { get; init; }

    public required string Merchant { get; init; }

    public required string Terminal { get; init; }

    /// <summary>Empty when no token has the number that was presented.</summary>
    public required string Token { get; init; }

    public required string PaymentSystem { get; init; }

    public required ushort CurrencyNumber { get; init; }

    public required long AuthorisedMinor { get; init; }

    public required long HeldMinor { get; init; }

    public required long CapturedMinor { get; init; }

    public required long RefundedMinor { get; init; }

    public required Timestamp DecidedAt { get; init; }

    public required Timestamp ChangedAt { get; init; }

    public required ushort Atc { get; init; }

    public required EntryMode EntryMode { get; init; }

    public required int TraceNumber { get; init; }

    public required ushort AcquirerBook { get; init; }

    public required ushort IssuerBook { get; init; }

    public required string NetworkReference { get; init; }

    public required string ApprovalCode { get; init; }

    public required string LastFour { get; init; }
}
