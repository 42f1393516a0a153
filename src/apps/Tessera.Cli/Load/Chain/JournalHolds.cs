using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tessera.Core;
using Tessera.Core.Partners;
using Tessera.Core.Payments;
using Tessera.Journal;
using Tessera.Journal.Sqlite;

namespace Tessera.Cli.Load.Chain;

/// <summary>Adds up what is held from the events of a journal, beside the server that writes it: a payment counts from
/// its approval until it is taken back.</summary>
internal sealed class JournalHolds(string name, string folder)
{
    private readonly Dictionary<UInt128, (string Reference, long Minor)> requested = [];
    private readonly Dictionary<UInt128, (ulong Mark, long Minor)> held = [];
    private JournalHead head = JournalHead.Empty(0);
    private long heldMinor;
    private long waiting;
    private ulong fingerprint;

    /// <summary>All up to now.</summary>
    public HeldBook Read()
    {
        using var rows = new SqliteRows(new SqliteFolder(folder));
        var facts = EventBatch.FactsOf(rows);
        foreach (var row in JournalWalk.After(rows, head))
        {
            foreach (var change in EventBatch.Read(row, facts))
            {
                Take(change);
            }

            head = row.Position;
        }

        return new HeldBook
        {
            Name = name,
            Payments = held.Count,
            HeldMinor = heldMinor,
            Open = requested.Count + waiting,
            Fingerprint = fingerprint.ToString("x16", CultureInfo.InvariantCulture),
        };
    }

    private void Take(CoreEvent change)
    {
        switch (change)
        {
            case PaymentEvent.Authorised { Payment: var payment }:
                Hold(payment.Id.Value, payment.AcquirerLeg.Reference, payment.FundingLeg.Reference, payment.HeldMinor);
                break;
            case PaymentEvent.Requested { Payment: var payment }:
                requested.Add(payment.Id.Value, (payment.AcquirerLeg.Reference, payment.HeldMinor));
                break;
            case PaymentEvent.Concluded concluded:
                requested.Remove(concluded.Payment.Value, out var request);
                if (concluded.Funding is LegState.Approved or LegState.StoodIn)
                {
                    Hold(concluded.Payment.Value, request.Reference, concluded.ApprovalCode, request.Minor);
                }

                break;
            case PaymentEvent.Reversed reversed:
                if (held.Remove(reversed.Payment.Value, out var hold))
                {
                    heldMinor -= hold.Minor;
                    fingerprint ^= hold.Mark;
                }

                break;
            case PartnerEvent.Queued:
                waiting++;
                break;
            case PartnerEvent.Answered:
                waiting--;
                break;
        }
    }

    private void Hold(UInt128 payment, string reference, string approvalCode, long minor)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{reference}|{approvalCode}|{minor}");
        var mark = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.ASCII.GetBytes(text)));
        held.Add(payment, (mark, minor));
        heldMinor += minor;
        fingerprint ^= mark;
    }
}
