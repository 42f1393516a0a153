using Tessera.Emv.Cryptograms;
using Tessera.Emv.Kernel;
using Tessera.Primitives;
using Tessera.Protocols.Tests.EmvApplet;

namespace Tessera.Protocols.Tests.EmvKernel;

/// <summary>
/// Goal: a man in the middle who flips one bit between reader and device gains nothing. Method: every bit of every
/// command and answer of a tap, one tap a bit. What ends in an online request that the issuer would accept must be on
/// the list of places that no cryptogram covers, and must never show a verification that did not happen.
/// </summary>
public sealed class BitFlipTests
{
    /// <summary>
    /// Bytes of the selection that no cryptogram covers: the label, the order of applications, the kernel asked for
    /// (the reader runs its own), the frames around them, the expected length of an answer, and the low bits of 9F27.
    /// </summary>
    private static readonly string[] Selection =
    [
        "answer 50", "answer 87", "answer 9F2A", "answer frame of 50", "answer frame of 61", "answer frame of 84",
        "answer frame of 87", "answer frame of 9F2A", "answer 9F27", "command Le",
    ];

    /// <summary>
    /// 57 beyond the number: the issuer knows expiry and service code itself. 9F38: a tag asked for that is zero
    /// anyway.
    /// 9F66 and 9F6C are the known gap of this flow: the issuer believes the covered results only.
    /// </summary>
    private static readonly string[] Qvsdc =
    [
        .. Selection, "answer 57", "answer 9F38", "answer 9F6C", "answer 9F6E", "answer frame of 9F27",
        "answer frame of 9F6C", "answer frame of 9F6E", "command 9F66",
    ];

    /// <summary>
    /// Records are not signed, so a flip in dates, countries, usage and lists can make the reader stop, and otherwise
    /// changes nothing that the issuer decides on; so can the part of CDOL1 that version 14 does not cover. The
    /// holder's
    /// verification is in the covered results whatever 9F34 told the device.
    /// </summary>
    private static readonly string[] MChip =
    [
        .. Selection, "answer 57", "answer 5F24", "answer 5F28", "answer 8C", "answer 94", "answer 9F07", "answer 9F08",
        "answer 9F42", "answer 9F6E", "answer frame of 5A", "answer frame of 5F24", "answer frame of 5F28",
        "answer frame of 9F07", "answer frame of 9F08", "answer frame of 9F42", "answer frame of 9F6E",
        "answer frame of A5", "command 9F34", "command 9F35", "command 9F45", "command 9F4C", "command Lc",
    ];

    private static readonly Dictionary<CryptogramProfile, string[]> Uncovered = new()
    {
        [CryptogramProfile.Visa18] = Qvsdc,
        [CryptogramProfile.TesseraAesShort] = Qvsdc,
        [CryptogramProfile.MChip14] = [.. MChip, "answer 9F10"],
        [CryptogramProfile.TesseraAesMChip] = MChip,
    };

    [Theory]
    [MemberData(nameof(TapTests.Profiles), MemberType = typeof(TapTests))]
    public void One_flipped_bit_ends_badly_unless_nothing_covers_it(CryptogramProfile profile)
    {
        var accepted = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (flip, outcome, place) in Flips(profile, amount: 1_234, isVerified: true))
        {
            if (outcome is TapOutcome.OnlineRequest online && TestReader.Judge(online.Authorisation).IsValid)
            {
                Assert.True(TestReader.Judge(online.Authorisation).IsHolderVerified, place + flip);
                accepted.Add(place);
            }

            Assert.IsNotType<TapOutcome.Approved>(outcome);
        }

        Assert.Equal(Uncovered[profile].Order(StringComparer.Ordinal), accepted);
    }

    [Theory]
    [MemberData(nameof(TapTests.Profiles), MemberType = typeof(TapTests))]
    public void No_flipped_bit_shows_the_issuer_a_verification_that_did_not_happen(CryptogramProfile profile)
    {
        foreach (var (_, outcome, place) in Flips(profile, amount: 50_000, isVerified: false))
        {
            if (outcome is TapOutcome.OnlineRequest online)
            {
                Assert.False(TestReader.Judge(online.Authorisation).IsHolderVerified, place);
            }

            Assert.IsNotType<TapOutcome.Approved>(outcome);
        }
    }

    private static IEnumerable<(int Flip, TapOutcome Outcome, string Place)> Flips(
        CryptogramProfile profile, long amount, bool isVerified)
    {
        var bits = 1;
        for (var flip = 0; flip < bits; flip++)
        {
            var device = new TestDevice(profile);
            if (isVerified)
            {
                device.Verification.Confirm();
            }

            var wire = new Wire(device, flip);
            var outcome = new ContactlessReader(TestReader.Configuration)
                .Run(TestReader.Request(amount), wire.Channel);
            bits = flip == 0 ? CountBits(profile, amount, isVerified) : bits;
            yield return (flip, outcome, wire.Place);
        }
    }

    private static int CountBits(CryptogramProfile profile, long amount, bool isVerified)
    {
        var device = new TestDevice(profile);
        if (isVerified)
        {
            device.Verification.Confirm();
        }

        var wire = new Wire(device, -1);
        new ContactlessReader(TestReader.Configuration).Run(TestReader.Request(amount), wire.Channel);
        return wire.BitsSeen;
    }

    /// <summary>The air between reader and device: flips the n-th bit that crosses it.</summary>
    private sealed class Wire(TestDevice device, int flip)
    {
        public int BitsSeen { get; private set; }

        public string Place { get; private set; } = "";

        public ReadOnlyMemory<byte> Channel(ReadOnlyMemory<byte> command)
        {
            var sent = Cross(command, index => "command " + WirePlaces.InCommand(command.Span, index));
            var answer = device.Channel(sent);
            return Cross(answer, index => "answer " + WirePlaces.InAnswer(answer, index));
        }

        private ReadOnlyMemory<byte> Cross(ReadOnlyMemory<byte> bytes, Func<int, string> locate)
        {
            var at = flip - BitsSeen;
            BitsSeen += bytes.Length * 8;
            if (at < 0 || at >= bytes.Length * 8)
            {
                return bytes;
            }

            var changed = bytes.ToArray();
            changed[at / 8] ^= (byte)(1 << (at % 8));
            Place = locate(at / 8);
            return changed;
        }
    }
}
