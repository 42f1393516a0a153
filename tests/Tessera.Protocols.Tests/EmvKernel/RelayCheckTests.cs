using Tessera.Emv.Applet;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Kernel;
using Tessera.Primitives;
using Tessera.Protocols.Tests.EmvApplet;
using Tessera.Protocols.Tests.EmvAuthentication;

namespace Tessera.Protocols.Tests.EmvKernel;

/// <summary>T5: a relay between card and terminal, with virtual time on the way.</summary>
public sealed class RelayCheckTests
{
    /// <summary>The card needs 1 to 3 ms; the reader grants 5 ms more, and 4.2 ms for the way.</summary>
    private static readonly RelayTiming Timing = new(10, 30, 24);

    private static readonly ReaderConfiguration Reader = TestReader.Configuration with { Relay = RelayBounds.Usual };

    [Theory]
    [InlineData(5, true)]
    [InlineData(8, true)]
    [InlineData(12, true)]
    [InlineData(13, false)]
    [InlineData(20, false)]
    [InlineData(100, false)]
    [InlineData(500, false)]
    public void A_relay_that_adds_more_than_the_bound_is_declined(int milliseconds, bool isTaken)
    {
        var device = Device(CryptogramProfile.TesseraAesMChip);
        var outcome = Run(device, Reader, command => Delayed(device, command, milliseconds));
        if (isTaken)
        {
            var authorisation = TapTests.Online(outcome);
            Assert.Contains("95058000008002", Hex.Write(authorisation.Field55.Span), StringComparison.Ordinal);
            Assert.Equal((true, false), TestReader.Judge(authorisation));
        }
        else
        {
            Assert.Equal(TapReason.RelaySuspected, Assert.IsType<TapOutcome.Declined>(outcome).Reason);
        }
    }

    /// <summary>A slow exchange may be bad luck: it is made three times before it counts.</summary>
    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void One_good_exchange_of_three_is_enough(int slow, bool isTaken)
    {
        var device = Device(CryptogramProfile.TesseraAesMChip);
        var seen = 0;
        var outcome = Run(device, Reader, command =>
            Delayed(device, command, command.Span[1] == 0xEA && ++seen <= slow ? 50 : 6));
        Assert.Equal(isTaken, outcome is TapOutcome.OnlineRequest);
    }

    [Fact]
    public void An_answer_faster_than_the_card_can_be_is_not_the_card_s()
    {
        var device = Device(CryptogramProfile.TesseraAesMChip);
        var reader = Reader with { Relay = RelayBounds.Usual with { MinimumGrace = 0 } };
        var outcome = Run(device, reader, command => Delayed(device, command, 0));
        Assert.Equal(TapReason.RelaySuspected, Assert.IsType<TapOutcome.EndApplication>(outcome).Reason);
    }

    /// <summary>
    /// The relay answers the exchange itself, at once, and passes on everything else: the card's own number is missing
    /// under the cryptogram, and under the signature.
    /// </summary>
    [Theory]
    [InlineData(false, TapReason.RelaySuspected)]
    [InlineData(true, TapReason.AuthenticationFailed)]
    public void A_relay_that_answers_in_the_card_s_place_is_declined(bool isSigned, TapReason reason)
    {
        var device = isSigned
            ? AuthenticatedTapTests.Certified(CryptogramProfile.MChip14, card => card with { Relay = Timing })
            : Device(CryptogramProfile.TesseraAesMChip);
        var reader = isSigned ? Reader with { SchemeKeys = TestScheme.Keys } : Reader;
        var outcome = Run(device, reader, command => command.Span[1] == 0xEA
            ? Delayed(device, command, 6, Hex.Read("800A" + "01020304" + "000A001E0018" + "9000"))
            : device.Applet.Respond(command.Span));
        Assert.Equal(reason, Assert.IsType<TapOutcome.Declined>(outcome).Reason);
    }

    [Fact]
    public void A_signed_exchange_is_taken_and_readers_without_bounds_say_that_they_ran_none()
    {
        var device = AuthenticatedTapTests.Certified(CryptogramProfile.MChip14, card => card with { Relay = Timing });
        var reader = Reader with { SchemeKeys = TestScheme.Keys };
        var taken = TapTests.Online(Run(device, reader, command => Delayed(device, command, 6)));
        Assert.Contains("95050000008002", Hex.Write(taken.Field55.Span), StringComparison.Ordinal);
        var without = TapTests.Online(TestReader.Tap(Device(CryptogramProfile.TesseraAesMChip), 1_234));
        Assert.Contains("95058000008001", Hex.Write(without.Field55.Span), StringComparison.Ordinal);
    }

    private static TestDevice Device(CryptogramProfile profile) =>
        new(profile, change: card => card with { Relay = Timing });

    private static byte[] Delayed(
        TestDevice device, ReadOnlyMemory<byte> command, int milliseconds, byte[]? answer = null)
    {
        device.Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        return answer ?? device.Applet.Respond(command.Span);
    }

    private static TapOutcome Run(
        TestDevice device, ReaderConfiguration reader, Func<ReadOnlyMemory<byte>, byte[]> relay) =>
        new ContactlessReader(reader, device.Time).Run(TestReader.Request(1_234), command => relay(command));
}
