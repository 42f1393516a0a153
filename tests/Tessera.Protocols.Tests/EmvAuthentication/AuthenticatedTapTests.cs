using Tessera.Emv.Applet;
using Tessera.Emv.Bits;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Kernel;
using Tessera.Primitives;
using Tessera.Protocols.Tests.EmvApplet;
using Tessera.Protocols.Tests.EmvKernel;

namespace Tessera.Protocols.Tests.EmvAuthentication;

/// <summary>Certified cards at readers with our scheme's key: combined (M/Chip) and fast dynamic (qVSDC).</summary>
public sealed class AuthenticatedTapTests
{
    private static readonly ReaderConfiguration Reader = TestReader.Configuration with
    {
        SchemeKeys = TestScheme.Keys,
        AuthenticatesOnline = true,
    };

    [Theory]
    [InlineData(CryptogramProfile.MChip14)]
    [InlineData(CryptogramProfile.TesseraAesMChip)]
    public void A_combined_signature_gives_the_cryptogram_that_the_issuer_verifies(CryptogramProfile profile)
    {
        var authorisation = TapTests.Online(TestReader.Tap(Certified(profile), 1_234, Reader));
        Assert.Equal((true, false), TestReader.Judge(authorisation));
        Assert.Contains("95050000008000", Hex.Write(authorisation.Field55.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CryptogramProfile.Visa18)]
    [InlineData(CryptogramProfile.TesseraAesShort)]
    public void A_fast_signature_is_checked_and_the_tap_goes_online(CryptogramProfile profile)
    {
        var device = Certified(profile);
        device.Verification.Confirm();
        var authorisation = TapTests.Online(TestReader.Tap(device, 50_000, Reader));
        Assert.Equal((true, true), TestReader.Judge(authorisation));
        Assert.Equal(TapVerification.OnDevice, authorisation.Verification);
    }

    [Fact]
    public void A_certified_card_taps_at_readers_without_keys_as_any_other()
    {
        foreach (var profile in (CryptogramProfile[])[CryptogramProfile.MChip14, CryptogramProfile.Visa18])
        {
            var authorisation = TapTests.Online(TestReader.Tap(Certified(profile), 1_234));
            Assert.Equal((true, false), TestReader.Judge(authorisation));
        }
    }

    /// <summary>
    /// Every bit that the card answers to GENERATE AC inside the template: the tap is declined or ends, and never goes
    /// online with another cryptogram than the card made.
    /// </summary>
    [Fact]
    public void No_flipped_bit_of_a_signed_answer_goes_online()
    {
        var device = Certified(CryptogramProfile.MChip14);
        TapTests.Online(TestReader.Tap(device, 100, Reader));
        for (var bit = 0; bit < 170 * 8; bit++)
        {
            var outcome = Run(
                device, Reader, (instruction, answer) => instruction == 0xAE ? Flip(answer, bit) : answer);
            Assert.IsNotType<TapOutcome.OnlineRequest>(outcome);
        }
    }

    /// <summary>Records: certificates, remainders, signed data. The results say so under the cryptogram.</summary>
    [Theory]
    [InlineData(1, 500)]
    [InlineData(2, 40)]
    [InlineData(2, 100)]
    [InlineData(4, 60)]
    public void A_bent_record_shows_in_the_terminal_results(int read, int offset)
    {
        var seen = 0;
        var outcome = Run(Certified(CryptogramProfile.MChip14), Reader, (instruction, answer) =>
            instruction == 0xB2 && ++seen == read ? Flip(answer, offset * 8) : answer);
        var field = Hex.Write(TapTests.Online(outcome).Field55.Span);
        Assert.Contains("95050400008000", field, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_that_the_reader_lacks_or_that_have_expired_fail_the_authentication()
    {
        var device = Certified(CryptogramProfile.MChip14);
        var other = Reader with { SchemeKeys = new([new(TestScheme.Provider, 0xE8, TestScheme.Scheme.Key)]) };
        var past = Reader with
        {
            SchemeKeys = new([new(TestScheme.Provider, TestScheme.Index, TestScheme.Scheme.Key, new(2026, 11, 24))]),
        };
        foreach (var reader in (ReaderConfiguration[])[other, past])
        {
            var authorisation = TapTests.Online(TestReader.Tap(device, 1_234, reader));
            Assert.Contains("95050400008000", Hex.Write(authorisation.Field55.Span), StringComparison.Ordinal);
            Assert.Equal((true, false), TestReader.Judge(authorisation));
        }
    }

    [Fact]
    public void A_terminal_action_code_declines_failed_authentication()
    {
        var denial = default(TerminalVerificationResults).With(TvrBit.CombinedDataAuthenticationFailed);
        var reader = Reader with
        {
            SchemeKeys = new([new(TestScheme.Provider, 0xE8, TestScheme.Scheme.Key)]),
            ActionCodes = Reader.ActionCodes with { Denial = denial },
        };
        var outcome = TestReader.Tap(Certified(CryptogramProfile.MChip14), 1_234, reader);
        Assert.Equal(TapReason.TerminalDeclined, Assert.IsType<TapOutcome.Declined>(outcome).Reason);
    }

    /// <summary>The attack on PIN over the field: bit 2.8 of the qualifiers set on the way (S&amp;P 2021).</summary>
    [Fact]
    public void Qualifiers_changed_on_the_way_break_the_fast_signature()
    {
        var outcome = Run(Certified(CryptogramProfile.Visa18), Reader, (instruction, answer) =>
            instruction == 0xA8
                ? Hex.Read(Hex.Write(answer).Replace("9F6C020000", "9F6C020080", StringComparison.Ordinal))
                : answer);
        Assert.Equal(TapReason.AuthenticationFailed, Assert.IsType<TapOutcome.Declined>(outcome).Reason);
    }

    internal static TestDevice Certified(
        CryptogramProfile profile, Func<CardPersonalisation, CardPersonalisation>? more = null) =>
        new(profile, change: card =>
        {
            var ready = more?.Invoke(card) ?? card;
            return ready with
            {
                Authentication = CardAuthentication.Issue(
                    ready, TestScheme.Issuer, TestScheme.IssuerParts, TestScheme.Index, 7, TestScheme.Card),
            };
        });

    internal static byte[] Flip(byte[] answer, int bit)
    {
        var bent = answer.ToArray();
        bent[Math.Min(bit / 8, bent.Length - 3)] ^= (byte)(1 << (bit % 8));
        return bent;
    }

    private static TapOutcome Run(TestDevice device, ReaderConfiguration reader, Func<byte, byte[], byte[]> relay) =>
        new ContactlessReader(reader).Run(TestReader.Request(1_234), command =>
            relay(command.Span[1], device.Applet.Respond(command.Span)));
}
