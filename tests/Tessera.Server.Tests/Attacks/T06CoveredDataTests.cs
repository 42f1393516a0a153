using Microsoft.Extensions.DependencyInjection;
using Tessera.Core;
using Tessera.Core.Payments;
using Tessera.Emv.Cryptograms;
using Tessera.Primitives;
using Tessera.Server.Acceptance;
using Tessera.Server.Demo;
using Tessera.Server.Http;
using Tessera.Server.Tests.Activation;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Attacks;

/// <summary>
/// T4 and T6: a man in the middle flips every single bit of a tap's chip data, of its amount and of how the card was
/// read. Goal: no flip of covered data is approved, and no flip of anything turns a decline into an approval.
/// </summary>
public sealed class T06CoveredDataTests(DemoServer server) : IClassFixture<DemoServer>
{
    private static readonly HashSet<uint> Covered =
        [0x9F02, 0x9F03, 0x9F1A, 0x95, 0x5F2A, 0x9A, 0x9C, 0x9F37, 0x82, 0x9F36, 0x9F10, 0x9F26];

    private const int PartBits = 200;

    private int seed;

    [Theory]
    [InlineData(CryptogramProfile.TesseraAesShort)]
    [InlineData(CryptogramProfile.Visa18)]
    public async Task Every_flipped_bit_of_covered_data_is_refused_and_the_tap_itself_is_approved(
        CryptogramProfile profile)
    {
        var covered = 0;
        await FlipAllAsync(
            phone => phone.Profile = profile,
            phone => phone.Tap(1_000, DemoServer.Today),
            1_000,
            emv =>
            {
                var bits = Objects(emv).Where(found => Covered.Contains(found.Tag))
                    .SelectMany(found => Enumerable.Range(found.Offset * 8, found.Length * 8)).ToArray();
                covered = bits.Length;
                return bits;
            },
            refusal: 0);
        Assert.True(covered >= 384);
    }

    /// <summary>Above the limit without verification: everything in the message, tags and lengths too.</summary>
    [Fact]
    public Task No_flipped_bit_turns_a_decline_into_an_approval() => FlipAllAsync(
        phone => phone.Change = elements =>
        {
            elements[0x9F66] = [0x20, 0xC0, 0x40, 0x00];
            elements[0x9F6C] = [0x00, 0x00];
            elements[0x9F34] = [0x1F, 0x00, 0x02];
            elements[0x9F33] = [0x00, 0x08, 0x08];
            elements[0x9F35] = [0x22];
        },
        phone => phone.Tap(50_000, DemoServer.Today, isVerified: false),
        50_000,
        Everything,
        (ushort)PaymentRefusal.VerificationRequired);

    [Fact]
    public async Task No_flipped_bit_of_the_amount_turns_a_decline_into_an_approval()
    {
        using var phone = await PhoneAsync(CryptogramProfile.TesseraAesShort);
        for (var bit = 0; bit < 40; bit++)
        {
            var emv = Convert.FromHexString(phone.Tap(50_000, DemoServer.Today, isVerified: false));
            Assert.NotEqual(0, await DecideAsync(phone, emv, 50_000 ^ (1L << bit)));
        }
    }

    /// <summary>The card is in transit mode and the till is no gate: the same, for a small amount.</summary>
    [Fact]
    public Task No_flipped_bit_takes_a_phone_in_transit_mode_out_of_it() => FlipAllAsync(
        phone => phone.Change = elements => elements[0x9F10][6] = 0x01,
        phone => phone.Tap(500, DemoServer.Today, isVerified: false),
        500,
        Everything,
        (ushort)PaymentRefusal.VerificationRequired);

    /// <summary>T4: chip data of an EMV-capable token presented in the old mode, or in any other.</summary>
    [Fact]
    public async Task An_emv_capable_token_presented_in_another_mode_is_refused()
    {
        using var phone = await PhoneAsync(CryptogramProfile.TesseraAesShort);
        foreach (var mode in Enum.GetValues<EntryMode>().Where(mode => mode != EntryMode.ContactlessChip))
        {
            var emv = Convert.FromHexString(phone.Tap(100, DemoServer.Today));
            Assert.NotEqual(0, await DecideAsync(phone, emv, 100, mode));
        }

        for (var code = 0; code < 1_000; code++)
        {
            var emv = Convert.FromHexString(phone.Tap(100, DemoServer.Today));
            var refusal = await DecideAsync(phone, emv, 100, EntryMode.ContactlessMagstripe);
            Assert.Equal((ushort)PaymentRefusal.MagstripeNotAllowed, refusal);
        }
    }

    /// <summary>T5: what the terminal measured stands under the cryptogram.</summary>
    [Theory]
    [InlineData(0x04, (ushort)PaymentRefusal.RelaySuspected)]
    [InlineData(0x08, (ushort)PaymentRefusal.RelaySuspected)]
    [InlineData(0x02, (ushort)0)]
    [InlineData(0x00, (ushort)0)]
    public async Task A_tap_that_took_too_long_is_refused(byte results, ushort refusal)
    {
        using var phone = await PhoneAsync(CryptogramProfile.TesseraAesShort);
        phone.Change = elements => elements[0x95][4] = results;
        var emv = Convert.FromHexString(phone.Tap(100, DemoServer.Today));
        Assert.Equal(refusal, await DecideAsync(phone, emv, 100));
    }

    /// <summary>
    /// A token stands 255 wrong cryptograms, so each part of the flips has a phone of its own, whose unchanged tap then
    /// shows that nothing else was in the way.
    /// </summary>
    private async Task FlipAllAsync(
        Action<TestPhone> prepare, Func<TestPhone, string> tap, long amount, Func<byte[], int[]> bits, ushort refusal)
    {
        for (var done = 0; ; done += PartBits)
        {
            using var phone = await PhoneAsync(CryptogramProfile.TesseraAesShort);
            prepare(phone);
            var emv = Convert.FromHexString(tap(phone));
            foreach (var bit in bits(emv).Skip(done).Take(PartBits))
            {
                // A decline spends the counter, which would hide what the next flip does.
                emv = refusal == 0 ? emv : Convert.FromHexString(tap(phone));
                Assert.NotEqual(0, await DecideAsync(phone, Flip(emv, bit), amount));
            }

            emv = refusal == 0 ? emv : Convert.FromHexString(tap(phone));

            Assert.Equal(refusal, await DecideAsync(phone, emv, amount));
            if (done + PartBits >= bits(emv).Length)
            {
                return;
            }
        }
    }

    private static int[] Everything(byte[] emv) => [.. Enumerable.Range(0, emv.Length * 8)];

    private async Task<TestPhone> PhoneAsync(CryptogramProfile profile)
    {
        var policy = await server.Operator.Policies.GetPaymentAsync();
        await server.Operator.Policies.SetPaymentAsync(policy with { MaximumBadCryptograms = 255 });
        var phone = await server.NewPhoneAsync(limit: 100_000_000);
        phone.Profile = profile;
        return phone;
    }

    private async ValueTask<ushort> DecideAsync(
        TestPhone phone, byte[] emv, long amount, EntryMode mode = EntryMode.ContactlessChip)
    {
        var id = ((UInt128)(uint)phone.GetHashCode() << 64) | (uint)++seed;
        var result = await server.Host.Services.GetRequiredService<TapAuthoriser>().DecideAsync(new TapMessage
        {
            Terminal = server.Host.World.Directory.Current.Terminals[DemoIds.CoffeeTill.Value],
            Amount = new Money(amount, Currency.Usd),
            Number = Pan.TryRead(phone.TokenNumber, out var number, out _) ? number : default,
            SequenceNumber = 1,
            Emv = emv,
            EntryMode = mode,
            TraceNumber = 1,
            RetrievalReference = "000000000001",
            TraceKey = id | ((UInt128)1 << 120),
            Payment = new Id<IdKinds.Payment>(id | ((UInt128)1 << 121)),
            Key = new CommandKey(id | ((UInt128)1 << 122), id),
        });

        // What cannot be read, or has no such amount, is not decided at all.
        return result.Answer is { } answer ? answer.Decision.RefusalNumber : ushort.MaxValue;
    }

    private static byte[] Flip(byte[] source, int bit)
    {
        var bent = source.ToArray();
        bent[bit / 8] ^= (byte)(1 << (bit % 8));
        return bent;
    }

    private static List<(uint Tag, int Offset, int Length)> Objects(byte[] emv)
    {
        var found = new List<(uint, int, int)>();
        var reader = new BerTlvReader(emv);
        while (reader.TryReadNext(out var tag, out var value, out var offset, out _))
        {
            found.Add((tag.Value, offset, value.Length));
        }

        return found;
    }
}
