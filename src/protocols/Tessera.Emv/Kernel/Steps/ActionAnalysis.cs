// EMV 4.4 Book 3, 10.4, 10.6 and 10.7: restrictions, risk management and terminal action analysis.
using Tessera.Emv.Bits;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Emv.Kernel.Steps;

/// <summary>What the terminal makes of its results: which cryptogram it asks for.</summary>
internal static class ActionAnalysis
{
    public const byte Decline = 0x00;
    public const byte Offline = 0x40;
    public const byte Online = 0x80;

    private const ulong Everything = (1UL << 40) - 1;

    /// <summary>Restrictions and floor limit; gives the first reason that a receipt could name.</summary>
    public static TapReason Judge(TapFlow flow)
    {
        var remark = TapReason.None;
        foreach (var bit in ProcessingRestrictions.Check(flow))
        {
            flow.Raise(bit);
            remark = remark == TapReason.None ? ProcessingRestrictions.ReasonFor(bit) : remark;
        }

        if (flow.Request.Amount.Minor > flow.Limits.FloorMinor)
        {
            flow.Raise(TvrBit.FloorLimitExceeded);
        }

        return remark;
    }

    /// <summary>Action codes of terminal and issuer before the first cryptogram (EMV Book 3, 10.7).</summary>
    public static byte First(TapFlow flow, bool isTrusted)
    {
        var codes = flow.Reader.ActionCodes;
        if (flow.Results.Meets(codes.Denial) || flow.Results.Meets(Code(flow, EmvTags.IssuerActionCodeDenial, 0)))
        {
            return Decline;
        }

        var mayApprove = isTrusted || flow.Reader.AcceptsUnauthenticatedOffline;
        if (!flow.Reader.IsOfflineOnly)
        {
            var isOnline = flow.Results.Meets(codes.Online)
                || flow.Results.Meets(Code(flow, EmvTags.IssuerActionCodeOnline, Everything))
                || !mayApprove;
            return isOnline ? Online : Offline;
        }

        return MeetsDefault(flow) || !mayApprove ? Decline : Offline;
    }

    /// <summary>True when the results forbid an approval without the issuer.</summary>
    public static bool MeetsDefault(TapFlow flow) => flow.Results.Meets(flow.Reader.ActionCodes.Default)
        || flow.Results.Meets(Code(flow, EmvTags.IssuerActionCodeDefault, Everything));

    private static TerminalVerificationResults Code(TapFlow flow, BerTag tag, ulong bitsWhenAbsent) =>
        TerminalVerificationResults.TryRead(flow.Card.GetOrEmpty(tag), out var code, out _)
            ? code
            : new TerminalVerificationResults(bitsWhenAbsent);
}
