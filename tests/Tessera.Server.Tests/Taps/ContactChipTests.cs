using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Tessera.Client.Activation;
using Tessera.Core;
using Tessera.Core.Payments;
using Tessera.Emv.Applet;
using Tessera.Emv.Contact;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Kernel;
using Tessera.Emv.Keys;
using Tessera.Primitives;
using Tessera.Server.Acceptance;
using Tessera.Server.Demo;
using Tessera.Server.Http;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Taps;

/// <summary>
/// A plastic card in a slot: chip, terminal, door, the security module's answer, and the chip's second word.
/// </summary>
public sealed class ContactChipTests(DemoServer server) : IClassFixture<DemoServer>
{
    private static uint _taps = 0x11223344;

    [Theory]
    [InlineData(CardProfile.Qvsdc, CryptogramProfile.TesseraAesShort)]
    [InlineData(CardProfile.Qvsdc, CryptogramProfile.Visa18)]
    [InlineData(CardProfile.Qvsdc, CryptogramProfile.Visa10)]
    [InlineData(CardProfile.Mchip, CryptogramProfile.TesseraAesMChip)]
    [InlineData(CardProfile.Mchip, CryptogramProfile.MChip14)]
    [InlineData(CardProfile.Mchip, CryptogramProfile.MChip10)]
    public async Task The_chip_checks_the_issuer_s_answer_and_confirms_or_declines(
        CardProfile profile, CryptogramProfile version)
    {
        var (applet, number) = await CardAsync(profile, version);

        var approved = Start(applet, 1_200);
        var answer = await AskAsync(approved, number, 1_200);
        Assert.Equal("00", answer.ResponseCode);
        Assert.IsType<TapOutcome.Approved>(approved.Complete(answer));

        var bent = Start(applet, 1_300);
        answer = await AskAsync(bent, number, 1_300);
        var proof = answer.Emv.ToArray();
        proof[2] ^= 1;
        Assert.IsType<TapOutcome.Declined>(bent.Complete(answer with { Emv = proof }));

        var declined = Start(applet, 9_000_000);
        answer = await AskAsync(declined, number, 9_000_000);
        Assert.NotEqual("00", answer.ResponseCode);
        Assert.IsType<TapOutcome.Declined>(declined.Complete(answer with { ResponseCode = "00" }));
    }

    private ContactTransaction Start(CardApplet applet, long amount)
    {
        var limits = new ReaderLimits(long.MaxValue, long.MaxValue, 0, long.MaxValue);
        var reader = new ReaderConfiguration
        {
            Currency = Currency.Usd,
            CountryNumber = 840,
            Applications = [new ReaderApplication(Hex.Read("F054455353"), ReaderApplication.MChipKernel, limits)],
        };
        var number = Interlocked.Increment(ref _taps);
        var request = new TapRequest(new Money(amount, Currency.Usd), DateTime.UtcNow, number, 1);
        applet.Reset();
        return new ContactReader(reader).Start(request, command => applet.Respond(command.Span), 50);
    }

    private async Task<IssuerAnswer> AskAsync(ContactTransaction transaction, Pan number, long amount)
    {
        var authorisation = Assert.IsType<TapOutcome.OnlineRequest>(transaction.Outcome).Authorisation;
        var id = new UInt128(0xC0_47AC7, _taps);
        var result = await server.Host.Services.GetRequiredService<TapAuthoriser>().DecideAsync(new TapMessage
        {
            Terminal = server.Host.World.Directory.Current.Terminals[DemoIds.CoffeeTill.Value],
            Amount = new Money(amount, Currency.Usd),
            Number = number,
            SequenceNumber = authorisation.PanSequenceNumber ?? 0,
            Emv = authorisation.Field55,
            EntryMode = (EntryMode)authorisation.Entry,
            TraceNumber = 1,
            RetrievalReference = "000000000001",
            TraceKey = id | ((UInt128)1 << 120),
            Payment = new Id<IdKinds.Payment>(id | ((UInt128)1 << 121)),
            Key = new CommandKey(id | ((UInt128)1 << 122), id),
        });
        return new IssuerAnswer(result.Answer!.ResponseCode, result.Answer.EmvResponse);
    }

    /// <summary>The bureau puts the card's keys into a chip with contacts.</summary>
    private async Task<(CardApplet Applet, Pan Number)> CardAsync(CardProfile profile, CryptogramProfile version)
    {
        var (_, card, _) = await server.NewCardAsync();
        using var bureau = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var point = new byte[DeviceKeyEnvelope.PointBytes];
        DeviceKeyEnvelope.ExportPoint(bureau, point);
        var sealedKeys = await server.Issuer.Cards.PersonaliseAsync(card.Id, profile, point);
        Assert.True(DeviceCardKeys.TryOpen(
            bureau,
            Convert.FromBase64String(sealedKeys.Envelope),
            DeviceKeyEnvelope.Context(sealedKeys.Token, (byte)sealedKeys.KeyId, 0),
            out var keys));
        Assert.True(Pan.TryRead(sealedKeys.Profile.TokenNumber, out var number, out _));
        var personalisation = new CardPersonalisation
        {
            Identifier = Hex.Read(sealedKeys.Profile.ApplicationId),
            Label = "PLASTIC",
            Pan = number,
            SequenceNumber = sealedKeys.Profile.SequenceNumber,
            ExpiryYymm = sealedKeys.Profile.Expiry[2..4] + sealedKeys.Profile.Expiry[5..7],
            CountryNumber = 840,
            CurrencyNumber = 840,
            Cryptogram = version,
            KeyIndex = (byte)sealedKeys.KeyId,
            Contact = new ContactProfile(),
        };
        var application = new CardApplication(
            personalisation, keys!.For(CryptogramRules.For(version).Algorithm)!, new VolatileAtcStore());
        var applet = new CardApplet([application], new HolderVerification(TimeProvider.System, TimeSpan.FromMinutes(1)))
        {
            Interface = AppletInterface.Contact,
        };
        return (applet, number);
    }
}
