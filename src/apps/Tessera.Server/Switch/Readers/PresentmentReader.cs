using System.Globalization;
using Tessera.Core;
using Tessera.Core.Clearing;
using Tessera.Core.Directory;
using Tessera.Core.Payments;
using Tessera.Iso8583;
using Tessera.Primitives;
using Tessera.Server.Acceptance;
using Tessera.Server.Partners;
using Tessera.Server.World;

namespace Tessera.Server.Switch.Readers;

/// <summary>An 0220 of a party that keeps its own books: what it presents or gives back, of the payment that DE90
/// names. A network says besides what the issuer earns (DE28) and owes its wallets (DE48).</summary>
internal sealed class PresentmentReader(TesseraWorld world, IdempotencyKeys keys)
{
    private const string Purchase = "00";
    private const string Refund = "20";

    public bool TryRead(
        in IsoMessage message, Participant sender, out Presentment presentment, out DoorRefusal refusal)
    {
        presentment = null!;
        if (!message.TryReadPan(out Pan number, out ParseError error)
            || !message.TryReadMoney(out Money amount, out error)
            || !message.TryReadNumber(7, out ulong transmissionTime, out error)
            || !message.TryReadNumber(11, out ulong stan, out error)
            || !MessageParts.TryRequire(message, [3, 22, 37, 41], out error))
        {
            refusal = DoorRefusal.Of(error);
            return false;
        }

        bool isRefund = MessageParts.Begins(message[3], Refund);
        DirectoryIndex directory = world.Directory.Index;
        if (!(isRefund || MessageParts.Begins(message[3], Purchase))
            || !MessageParts.TryReadEntryMode(message, out EntryMode mode)
            || !PlaceReader.TryRead(message, sender, directory, out _, out OutsideShop? shop))
        {
            refusal = DoorRefusal.Of(SwitchCodes.InvalidTransaction);
            return false;
        }

        if (directory.FindRange(number) is not { } range)
        {
            refusal = DoorRefusal.Of(SwitchCodes.Of(DirectoryRefusal.RangeUnknown));
            return false;
        }

        string acquirer = SwitchKeys.AcquirerOf(message, sender);
        string till = message[41].ToText();
        CommandKey key = SwitchKeys.Presentment(
            message, SwitchKeys.Trace(acquirer, till, stan, transmissionTime), keys);
        UInt128 trace = message.TryReadOriginal(out OriginalElements original, out _)
            ? SwitchKeys.Trace(acquirer, till, original.Stan, original.TransmissionTime) : UInt128.Zero;
        refusal = default;
        ClearingCommand command = isRefund
            ? ReadRefund(message, sender, range, DerivedId.Of<IdKinds.Refund>(key.Id), trace, amount)
            : new ClearingCommand.Present
            {
                Presentment = DerivedId.Of<IdKinds.Presentment>(key.Id),
                TraceKey = trace,
                Facts = directory.Facts(shop!, range),
                Number = number,
                IsCard = range.Kind == RangeKind.Funding,
                AmountMinor = amount.Minor,
                Currency = amount.Currency,
                EntryMode = mode,
                TraceNumber = (int)stan,
                RetrievalReference = message[37].ToText(),
                TransactionDate = DateOf(message, 13),
                BusinessDate = DateOf(message, 15),
                IsFinal = Private(message, PrivateElement.Final) != "0",
                Fees = FeesOf(message, sender, range),
            };
        presentment = new Presentment(key, range, number, command);
        return true;
    }

    private ClearingCommand.PresentRefund ReadRefund(
        in IsoMessage message, Participant sender, AccountRange range, RefundId refund, UInt128 trace, Money amount) =>
        new(refund, default, trace, new(sender.Book), amount.Minor, amount.Currency)
        {
            BusinessDate = DateOf(message, 15),
            InterchangeMinor = FeesOf(message, sender, range)?.InterchangeMinor,
        };

    private static PresentmentFees? FeesOf(in IsoMessage message, Participant sender, AccountRange range)
    {
        if (range.NetworkBook != sender.Book)
            return null;
        string interchange = message[28].IsPresent
            ? message[28].ToText()[1..] : Private(message, PrivateElement.Interchange);
        return new PresentmentFees(0, Amount(interchange), 0, Amount(Private(message, PrivateElement.WalletFee)));
    }

    /// <summary>The day of month and day in DE13 or DE15 that is nearest to today.</summary>
    private DateOnly DateOf(in IsoMessage message, int field)
    {
        DateOnly today = DateOnly.FromDateTime(world.Time.GetUtcNow().UtcDateTime);
        if (!message[field].TryReadNumber(out ulong text))
            return today;
        (int month, int day) = Math.DivRem((int)text, 100);
        DateOnly nearest = today;
        int least = int.MaxValue;
        for (int year = today.Year - 1; year <= today.Year + 1; year++)
        {
            if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
                continue;
            DateOnly candidate = new(year, month, day);
            int distance = Math.Abs(candidate.DayNumber - today.DayNumber);
            (nearest, least) = distance < least ? (candidate, distance) : (nearest, least);
        }

        return nearest;
    }

    private static string Private(in IsoMessage message, string name) =>
        message[48].IsPresent ? PrivateElement.Find(message[48].ToText(), name) : "";

    private static long Amount(ReadOnlySpan<char> digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : 0;
}
