using Microsoft.Data.Sqlite;
using Tessera.Core.Disputes;
using Tessera.Primitives;
using Tessera.Server.World;

namespace Tessera.Server.Api.Disputes;

/// <summary>A chargeback as it stands. Whose turn it is loses by silence at <c>due</c>.</summary>
public sealed record ChargebackView
{
    public const string Columns =
        "number, id, payment, amount, currency, reason, state, closing, opened_at, due_at, evidence";

    public required string Id { get; init; }

    public string Object => "chargeback";

    public required string Payment { get; init; }

    public required long Amount { get; init; }

    public required string Currency { get; init; }

    public required string Reason { get; init; }

    /// <summary>opened, represented, pre_arbitration, won (the issuer keeps it) or lost.</summary>
    public required string State { get; init; }

    /// <summary>accepted, withdrawn, ruled or lapsed.</summary>
    public string? Closing { get; init; }

    public required string Created { get; init; }

    public string? Due { get; init; }

    public string? Evidence { get; init; }

    public static ChargebackView Of(Chargeback chargeback) => new()
    {
        Id = chargeback.Id.ToString(),
        Payment = chargeback.Payment.ToString(),
        Amount = chargeback.AmountMinor,
        Currency = WireText.CurrencyCode(chargeback.CurrencyNumber),
        Reason = WireText.Of(chargeback.Reason),
        State = WireText.Of(chargeback.State),
        Closing = chargeback.Closing == ChargebackClosing.None ? null : WireText.Of(chargeback.Closing),
        Created = WireText.Instant(chargeback.OpenedAt),
        Due = chargeback.IsClosed ? null : WireText.Instant(chargeback.DueAt),
        Evidence = chargeback.Evidence.Length == 0 ? null : chargeback.Evidence,
    };

    public static ChargebackView Read(SqliteDataReader row)
    {
        var state = (ChargebackState)row.GetInt32(6);
        var closing = (ChargebackClosing)row.GetInt32(7);
        return new ChargebackView
        {
            Id = row.GetString(1),
            Payment = row.GetString(2),
            Amount = row.GetInt64(3),
            Currency = WireText.CurrencyCode((ushort)row.GetInt32(4)),
            Reason = WireText.Of((ChargebackReason)row.GetInt32(5)),
            State = WireText.Of(state),
            Closing = closing == ChargebackClosing.None ? null : WireText.Of(closing),
            Created = WireText.Instant(new Timestamp(row.GetInt64(8))),
            Due = closing == ChargebackClosing.None ? WireText.Instant(new Timestamp(row.GetInt64(9))) : null,
            Evidence = row.GetString(10) is { Length: > 0 } evidence ? evidence : null,
        };
    }
}
