// EMV 4.4 Book 3, 10.4: processing restrictions.
using System.Globalization;
using Tessera.Emv.Bits;
using Tessera.Emv.Objects;

namespace Tessera.Emv.Kernel.Steps;

/// <summary>Version, usage control and dates (EMV Book 3, 10.4).</summary>
internal static class ProcessingRestrictions
{
    /// <summary>The bits that the terminal results would get, most serious first.</summary>
    public static IEnumerable<TvrBit> Check(TapFlow flow)
    {
        var today = DateOnly.FromDateTime(flow.Request.LocalTime);
        if (!TryReadExpiry(flow, out var expires) || today > expires)
        {
            yield return TvrBit.Expired;
        }

        if (flow.Card.TryGet(EmvTags.EffectiveDate, out var effective)
            && (!TryReadDate(Convert.ToHexString(effective.Span), out var from) || today < from))
        {
            yield return TvrBit.NotYetEffective;
        }

        if (!IsServiceAllowed(flow))
        {
            yield return TvrBit.ServiceNotAllowed;
        }

        if (flow.Card.TryGet(EmvTags.CardApplicationVersion, out var version)
            && !version.Span.SequenceEqual(flow.Terminal.GetOrEmpty(EmvTags.TerminalApplicationVersion)))
        {
            yield return TvrBit.ApplicationVersionsDiffer;
        }
    }

    /// <summary>The reason that belongs to a bit, for flows that decline at once.</summary>
    public static TapReason ReasonFor(TvrBit bit) => bit switch
    {
        TvrBit.Expired => TapReason.Expired,
        TvrBit.NotYetEffective => TapReason.NotYetEffective,
        TvrBit.ServiceNotAllowed => TapReason.ServiceNotAllowed,
        _ => TapReason.None,
    };

    private static bool TryReadExpiry(TapFlow flow, out DateOnly expires)
    {
        if (flow.Card.TryGet(EmvTags.ExpirationDate, out var date))
        {
            return TryReadDate(Convert.ToHexString(date.Span), out expires);
        }

        // Track 2 has no day: the application is good to the end of the month.
        var isDate = TryReadDate(flow.Track.ExpiryYymm + "01", out var first);
        expires = isDate ? first.AddMonths(1).AddDays(-1) : default;
        return isDate;
    }

    private static bool TryReadDate(string yymmdd, out DateOnly date)
    {
        // EMV Book 4, 6.7.3: years 00 to 49 are 20xx, 50 to 99 are 19xx.
        date = default;
        if (yymmdd.Length != 6 || yymmdd.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        var century = yymmdd[0] < '5' ? "20" : "19";
        return DateOnly.TryParseExact(
            century + yymmdd, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
    }

    private static bool IsServiceAllowed(TapFlow flow)
    {
        if (!flow.Card.TryGet(EmvTags.ApplicationUsageControl, out var control))
        {
            return true;
        }

        if (control.Length != 2)
        {
            return false;
        }

        var first = control.Span[0];
        var isOtherThanMachineAllowed = (first & 0x01) != 0;
        if (!isOtherThanMachineAllowed || !flow.Card.TryGet(EmvTags.IssuerCountryCode, out var country))
        {
            return isOtherThanMachineAllowed;
        }

        var isDomestic = country.Span.SequenceEqual(flow.Terminal.GetOrEmpty(EmvTags.TerminalCountryCode));
        return flow.Request.Type switch
        {
            TransactionType.Cash => (first & (isDomestic ? 0x80 : 0x40)) != 0,
            TransactionType.Cashback => (control.Span[1] & (isDomestic ? 0x80 : 0x40)) != 0,
            _ => (first & (isDomestic ? 0x28 : 0x14)) != 0,
        };
    }
}
