using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Tessera.Cli.Demo;
using Tessera.Cli.Load.Wire;
using Tessera.Device.Wallet;
using Tessera.Emv.Kernel;
using Tessera.Iso8583;
using Tessera.Primitives;
using Tessera.Terminal.Acquiring;

namespace Tessera.Cli.Load.Taps;

/// <summary>Taps as they go over the wire, made before the clock starts: the whole kernel against each phone's applet,
/// then 0100. The trace number tells which message an answer belongs to.</summary>
internal sealed class TapMessages
{
    /// <summary>Trace numbers of taps run from 1 to here, and then again with a later time of transmission.</summary>
    public const int Traces = 999_000;

    public const int SignOnTrace = 999_999;

    private const long AmountMinor = 100;
    private const long CvmLimitMinor = 5_000;

    private readonly Till[] tills;
    private readonly DateTime start = DateTime.UtcNow;

    public TapMessages(IReadOnlyList<LoadTill> tills, string acquirer) =>
        this.tills = [.. tills.Select(till => new Till(till, acquirer))];

    public byte[] SignOn() => Frame(tills[0].Messages.SignOn(SignOnTrace, start));

    /// <summary>Messages of one link. Phones take turns, so that a phone's counters stay near each other in whatever
    /// order they are decided; so do the tills that belong to the link.</summary>
    public PreparedMessages Make(VolatilePhone[] phones, int link, int links, int count)
    {
        var own = tills.Where((_, i) => i % links == link).ToArray();
        var made = new PreparedMessages();
        for (var i = 0; i < count; i++)
        {
            made.Add(Make(phones[i % phones.Length], own[i % own.Length], i));
        }

        return made;
    }

    private byte[] Make(VolatilePhone phone, Till till, int index)
    {
        var trace = 1 + (index % Traces);
        var unpredictable = BinaryPrimitives.ReadUInt32BigEndian(RandomNumberGenerator.GetBytes(4));
        var request = new TapRequest(new Money(AmountMinor, Currency.Usd), start, unpredictable, trace);
        if (new ContactlessReader(till.Reader).Run(request, phone.Present()) is not TapOutcome.OnlineRequest online)
        {
            throw new LoadException("A phone did not ask to go online.");
        }

        var sent = start.AddSeconds(index / Traces);
        var key = new PendingReversal(
            trace, IsoMessages.Transmission(sent), AmountMinor, Currency.Usd.Number, "000000",
            trace.ToString("D12", CultureInfo.InvariantCulture));
        return Frame(till.Messages.Request(new Sale(online.Authorisation, trace, sent, sent), key, isRepeat: false));
    }

    private static byte[] Frame(byte[] message)
    {
        var frame = new byte[IsoFrame.PrefixBytes + message.Length];
        IsoFrame.WriteLength(frame, message.Length);
        message.CopyTo(frame, IsoFrame.PrefixBytes);
        return frame;
    }

    private sealed class Till(LoadTill till, string acquirer)
    {
        public ReaderConfiguration Reader { get; } = DemoShop.Reader(till.Code, CvmLimitMinor);

        public IsoMessages Messages { get; } = new(new IsoSettings
        {
            Host = "",
            Acquirer = acquirer,
            TerminalNumber = till.Code,
            MerchantNumber = till.Shop,
            MerchantCategoryCode = LoadTills.CategoryCode,
        });
    }
}
