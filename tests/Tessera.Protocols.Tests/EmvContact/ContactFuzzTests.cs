using Tessera.Emv.Applet;
using Tessera.Emv.Contact;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Kernel;
using Tessera.Primitives;
using Tessera.Protocols.Tests.EmvApplet;
using Tessera.Protocols.Tests.EmvKernel;

namespace Tessera.Protocols.Tests.EmvContact;

/// <summary>Hostile cards, terminals and issuers: no exception, an end, and never an approval from noise.</summary>
public sealed class ContactFuzzTests
{
    [Theory]
    [InlineData(CryptogramProfile.MChip14)]
    [InlineData(CryptogramProfile.Visa18)]
    public void A_card_with_bent_answers_never_throws_and_is_never_approved_by_a_bent_cryptogram(
        CryptogramProfile profile)
    {
        var random = new Random(11);
        for (var round = 0; round < 300; round++)
        {
            var rig = new ContactRig(profile, isDynamic: round % 3 == 0 ? null : round % 3 == 1);
            rig.Bend = answer => random.Next(4) == 0 ? Bend(random, answer) : answer;
            var transaction = rig.Start(randomPercent: random.Next(100));
            if (transaction.Outcome is TapOutcome.OnlineRequest)
            {
                var noise = new byte[random.Next(40)];
                random.NextBytes(noise);
                transaction.Complete(new IssuerAnswer(round % 2 == 0 ? "00" : "05", noise));
            }

            Assert.IsNotType<TapOutcome.SelectNext>(transaction.Outcome);
        }
    }

    [Fact]
    public void Random_commands_never_make_the_card_throw_or_approve()
    {
        var random = new Random(12);
        byte[] instructions = [0xA4, 0xB2, 0xA8, 0xAE, 0xCA, 0x88, 0x82, 0xEA, 0x2A, 0x1E, 0x16, 0x20];
        byte[] classes = [0x00, 0x80, 0x84, 0x0C];
        var device = new TestDevice(
            CryptogramProfile.MChip14,
            way: AppletInterface.Contact,
            change: card => card with { Contact = new ContactProfile { LogLength = 5 }, HasMagStripeMode = true });
        for (var round = 0; round < 20_000; round++)
        {
            if (round % 5 == 0)
            {
                device.Send("00A404000A" + TestDevice.MChipName + "00");
            }

            var data = new byte[random.Next(60)];
            random.NextBytes(data);
            byte[] command =
            [
                classes[random.Next(classes.Length)], instructions[random.Next(instructions.Length)],
                (byte)(random.Next(3) * 0x40), (byte)random.Next(2), (byte)data.Length, .. data,
            ];
            var answer = device.Applet.Respond(command);
            Assert.True(answer.Length >= 2);
            Assert.DoesNotContain("9F270140", Hex.Write(answer), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_card_that_sends_noise_ends_the_transaction()
    {
        var random = new Random(13);
        for (var round = 0; round < 2_000; round++)
        {
            var exchanges = 0;
            var transaction = new ContactReader(ContactRig.Terminal).Start(
                TestReader.Request(100),
                _ =>
                {
                    exchanges++;
                    var noise = new byte[random.Next(2, 60)];
                    random.NextBytes(noise);
                    (noise[^2], noise[^1]) = ((byte)0x90, (byte)0x00);
                    noise[0] = round % 2 == 0 ? (byte)0x6F : (byte)0x70;
                    return noise;
                },
                0);
            Assert.IsNotType<TapOutcome.Approved>(transaction.Outcome);
            Assert.True(exchanges <= 128);
        }
    }

    private static string Bend(Random random, string answer)
    {
        var bytes = Hex.Read(answer);
        switch (random.Next(3))
        {
            case 0:
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return Hex.Write(bytes);
            case 1:
                return Hex.Write(bytes.AsSpan(0, random.Next(bytes.Length + 1)));
            default:
                return answer.Insert(random.Next(bytes.Length) * 2, Hex.Write([(byte)random.Next(256)]));
        }
    }
}
