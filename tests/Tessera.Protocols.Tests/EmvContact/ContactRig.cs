using System.Text;
using Tessera.Emv.Applet;
using Tessera.Emv.Contact;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Kernel;
using Tessera.Primitives;
using Tessera.Protocols.Tests.EmvApplet;
using Tessera.Protocols.Tests.EmvAuthentication;
using Tessera.Protocols.Tests.EmvKernel;

namespace Tessera.Protocols.Tests.EmvContact;

/// <summary>A card in a slot, the terminal, and the issuer behind it.</summary>
internal sealed class ContactRig
{
    public static readonly ReaderConfiguration Terminal = TestReader.Configuration with
    {
        SchemeKeys = TestScheme.Keys,
        HasSignature = true,
    };

    public ContactRig(
        CryptogramProfile profile,
        ContactProfile? contact = null,
        bool? isDynamic = true,
        ReaderConfiguration? terminal = null)
    {
        Reader = terminal ?? Terminal;
        Device = new TestDevice(profile, way: AppletInterface.Contact, change: card =>
        {
            var plastic = card with { Contact = contact ?? new ContactProfile() };
            return isDynamic is null ? plastic : plastic with
            {
                Authentication = CardAuthentication.Issue(
                    plastic,
                    TestScheme.Issuer,
                    TestScheme.IssuerParts,
                    TestScheme.Index,
                    9,
                    isDynamic.Value ? TestScheme.Card : null),
            };
        });
    }

    public ReaderConfiguration Reader { get; }

    public TestDevice Device { get; }

    public List<string> Commands { get; } = [];

    /// <summary>What a man in the middle makes of the card's answers.</summary>
    public Func<string, string>? Bend { get; set; }

    public ContactTransaction Start(long amountMinor = 1_234, int randomPercent = 50)
    {
        Device.Applet.Reset();
        return new ContactReader(Reader).Start(TestReader.Request(amountMinor), Send, randomPercent);
    }

    /// <summary>What the issuer answers: proof and code, then scripts.</summary>
    public IssuerAnswer Answer(ContactTransaction transaction, string code = "00", params byte[][] scripts)
    {
        var authorisation = Assert.IsType<TapOutcome.OnlineRequest>(transaction.Outcome).Authorisation;
        Assert.Equal((true, false), TestReader.Judge(authorisation));
        Assert.True(CryptogramElements.TryRead(authorisation.Field55.Span, out var elements, out _));
        var proof = new byte[ResponseCryptogram.MaximumBytes];
        var length = ResponseCryptogram.Write(
            CryptogramRules.For(Device.Application.Personalisation.Cryptogram),
            Device.Key,
            elements,
            IssuerDecision.Of(code, code == "00"),
            proof);
        byte[] answer = length == 0 ? [] : [0x91, (byte)length, .. proof.AsSpan(0, length)];
        return new IssuerAnswer(code, (byte[])[.. answer, .. scripts.SelectMany(script => script)]);
    }

    /// <summary>A script with one command and the identifier 01020304.</summary>
    public byte[] Script(ContactTransaction transaction, byte kind, byte instruction, bool isMacRight = true)
    {
        var authorisation = ((TapOutcome.OnlineRequest)transaction.Outcome).Authorisation;
        CryptogramElements.TryRead(authorisation.Field55.Span, out var elements, out _);
        var command = ScriptMac.MakeCommand(
            CryptogramRules.For(Device.Application.Personalisation.Cryptogram),
            TestDevice.OtherKey,
            (ushort)authorisation.TransactionCounter,
            elements.Cryptogram,
            instruction);
        command[^1] ^= (byte)(isMacRight ? 0 : 1);
        byte[] body = [0x9F, 0x18, 4, 1, 2, 3, 4, 0x86, (byte)command.Length, .. command];
        return [kind, (byte)body.Length, .. body];
    }

    private ReadOnlyMemory<byte> Send(ReadOnlyMemory<byte> command)
    {
        Commands.Add(Hex.Write(command.Span));
        var answer = Hex.Write(Device.Applet.Respond(command.Span));
        return Hex.Read(Bend?.Invoke(answer) ?? answer);
    }
}
