using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Tessera.Cli.Demo;
using Tessera.Device.Wallet;
using Tessera.Emv.Kernel;
using Tessera.Iso8583;
using Tessera.Primitives;
using Tessera.Server.Demo;
using Tessera.Terminal.Acquiring;

namespace Tessera.Cli.Load;

/// <summary>Taps as they go over the wire, made before the clock starts: the whole kernel against each phone's applet,
/// then 0100. The trace number tells which message an answer belongs to.</summary>
internal sealed class TapMessages
{
    private const int LastTrace = 999_999;
    private const long AmountMinor = 100;
    private const string Till = "COFFEE01";

    private static readonly ReaderConfiguration Reader = DemoShop.Reader(Till, cvmLimitMinor: 5_000);

    private readonly IsoMessages messages;
    private readonly DateTime start = DateTime.UtcNow;

    public TapMessages(int port)
    {
        messages = new IsoMessages(new IsoSettings
        {
            Host = "127.0.0.1",
            Port = port,
            Acquirer = DemoIds.AcquirerCode,
            TerminalNumber = Till,
            MerchantNumber = "COFFEE",
            MerchantCategoryCode = 5814,
        });
    }

    public static int Most => LastTrace;

    public byte[] SignOn() => Frame(messages.SignOn(LastTrace, start));

    /// <summary>Messages of one link, framed; their trace numbers count up from the first. Phones take turns, so that
    /// a phone's counters stay near each other in whatever order they are decided.</summary>
    public byte[][] Make(VolatilePhone[] phones, int firstTrace, int count)
    {
        var made = new byte[count][];
        for (var i = 0; i < count; i++)
        {
            made[i] = Make(phones[i % phones.Length], firstTrace + i);
        }

        return made;
    }

    private byte[] Make(VolatilePhone phone, int trace)
    {
        var unpredictable = BinaryPrimitives.ReadUInt32BigEndian(RandomNumberGenerator.GetBytes(4));
        var request = new TapRequest(new Money(AmountMinor, Currency.Usd), start, unpredictable, trace);
        if (new ContactlessReader(Reader).Run(request, phone.Present()) is not TapOutcome.OnlineRequest online)
        {
            throw new LoadException("A phone did not ask to go online.");
        }

        var key = new PendingReversal(
            trace, IsoMessages.Transmission(start), AmountMinor, Currency.Usd.Number, "000000",
            trace.ToString("D12", CultureInfo.InvariantCulture));
        return Frame(messages.Request(new Sale(online.Authorisation, trace, start, start), key, isRepeat: false));
    }

    private static byte[] Frame(byte[] message)
    {
        var frame = new byte[IsoFrame.PrefixBytes + message.Length];
        IsoFrame.WriteLength(frame, message.Length);
        message.CopyTo(frame, IsoFrame.PrefixBytes);
        return frame;
    }
}
