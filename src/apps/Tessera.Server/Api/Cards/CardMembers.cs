using Tessera.Core.Directory;
using Tessera.Primitives;
using Tessera.Server.World;

namespace Tessera.Server.Api.Cards;

/// <summary>What enrolment and re-issue read alike.</summary>
internal static class CardMembers
{
    /// <summary>Null when all are well formed; a number that is left out is not looked at.</summary>
    public static Problem? Read(
        WireSecret? panText, int? sequenceNumber, string expiryText, out Pan pan, out int expiry)
    {
        pan = default;
        expiry = 0;
        if (panText is { } text && (!Pan.TryRead(text.Reveal(), out pan, out _) || !pan.HasValidCheckDigit))
        {
            return new Problem(ProblemKinds.MemberInvalid, "Not a card number.", "$.pan");
        }

        if (sequenceNumber is < 0 or > 99)
        {
            return new Problem(ProblemKinds.MemberInvalid, "A sequence number is 0 to 99.", "$.sequence_number");
        }

        return WireText.TryReadMonth(expiryText, out expiry)
            ? null : new Problem(ProblemKinds.MemberInvalid, "An expiry is YYYY-MM.", "$.expiry");
    }

    public static bool IsOfIssuer(Pan pan, ushort issuerBook, DirectoryState directory)
        => directory.FindRange(pan.Reveal()) is { Kind: RangeKind.Funding, IsWithdrawn: false } range
            && range.IssuerBook == issuerBook;
}
