using Tessera.Client.Payments;
using Tessera.Iso8583;
using Tessera.Primitives;
using Tessera.Server.Switch;
using Tessera.Server.Tests.Activation;
using Tessera.Server.Tests.Partners;

namespace Tessera.Server.Tests.Switch;

// Goal: an independent program decodes the Switch's traffic completely, in both directions, however it is cut.
public sealed class TsharkTests
{
    // tshark's table has 53 as b64, 65 as a third bitmap and 86 to 89 one digit short; jPOS has the standard's n16.
    private static readonly int[] OtherLayout = [53, 65, 86, 87, 88, 89];

    [Fact]
    public async Task Tshark_decodes_a_conversation_with_the_switch_field_by_field()
    {
        await using SwitchRig rig = new();
        await using SwitchPeer peer = await SwitchPeer.ConnectAsync(rig.Port);
        PcapFile traffic = new();
        List<byte[]> messages = [];
        byte[][] requests =
        [
            Messages.SignOn(), Messages.Authorisation(2), Messages.Manage("301", 3), Messages.Authorisation(4),
            "0100F23"u8.ToArray(), Messages.Manage("002", 6),
        ];
        foreach (byte[] request in requests)
        {
            byte[] answer = await peer.AskAsync(request);
            if (request.Length > 7)
                Record(traffic, messages, isFromPeer: true, request);
            Record(traffic, messages, isFromPeer: false, answer);
        }

        Compare(messages, await Tshark.ReadAsync(traffic));
    }

    [Fact]
    public async Task Tshark_decodes_what_network_and_issuer_say_to_each_other()
    {
        PcapFile traffic = new();
        List<byte[]> messages = [];
        await using OutsideBank world = await OutsideBank.StartAsync();
        using TestPhone phone = await world.NewPhoneAsync();
        Lock gate = new();
        int lost = 0;
        world.Wire.Copies = (isIssuers, message) =>
        {
            lock (gate)
                Record(traffic, messages, isIssuers, message);
            return isIssuers && message[1] == (byte)'1' && Interlocked.Increment(ref lost) == 1 ? 0 : 1;
        };
        await world.PayAsync(phone, 5_000);
        await world.PayAsync(phone, 1_000);
        Payment payment = await world.PayAsync(phone, 1_500);
        await world.Coffee.Payments.CaptureAsync(payment.Id, new CapturePayment(1_500, "USD"));
        await world.Coffee.Payments.RefundAsync(payment.Id, new RefundPayment(500, "USD"));
        await world.DrainAsync();
        lock (gate)
            Assert.Equal(
                ["0100", "0110", "0220", "0230", "0420", "0430"],
                messages.Select(Messages.Type).Distinct().Order(StringComparer.Ordinal));
        Compare(messages, await Tshark.ReadAsync(traffic));
    }

    [Fact]
    public async Task Tshark_follows_our_frames_across_segments()
    {
        PcapFile traffic = new();
        byte[][] messages = [.. Enumerable.Range(1, 20).Select(i => Messages.Authorisation(i))];
        byte[] stream = [.. messages.SelectMany(m => Messages.Frame(m))];
        for (int at = 0; at < stream.Length; at += 777)
            traffic.Add(isFromPeer: true, stream.AsSpan(at, Math.Min(777, stream.Length - at)));
        Compare(messages, await Tshark.ReadAsync(traffic));
    }

    [Fact]
    public async Task Tshark_agrees_on_every_element_of_the_dialect()
    {
        PcapFile traffic = new();
        List<byte[]> messages = [];
        foreach (int number in Enumerable.Range(2, 127).Except(OtherLayout))
            Record(traffic, messages, isFromPeer: true, Messages.Write(0x0100, (number, Sample(number))));
        Compare(messages, await Tshark.ReadAsync(traffic));
    }

    private static string Sample(int number)
    {
        FieldDefinition field = Messages.Dialect[number]!;
        int length = field.IsFixed ? field.MaxLength : Math.Min(field.MaxLength, 17);
        return field.Content switch
        {
            FieldContent.Binary => string.Concat(Enumerable.Repeat("A5", length)),
            FieldContent.SignedAmount => "D" + new string('7', length - 1),
            _ => new string('7', length),
        };
    }

    internal static void Record(PcapFile traffic, List<byte[]> messages, bool isFromPeer, byte[] message)
    {
        traffic.Add(isFromPeer, Messages.Frame(message));
        messages.Add(message);
    }

    internal static void Compare(IReadOnlyList<byte[]> sent, List<Dictionary<int, string>> decoded)
    {
        Assert.Equal(sent.Count, decoded.Count);
        foreach ((byte[] bytes, Dictionary<int, string> fields) in sent.Zip(decoded))
        {
            Assert.True(IsoMessage.TryRead(bytes, Messages.Dialect, out IsoMessage message, out ParseError error));
            Assert.Equal(default, error);
            Dictionary<int, string> own = new() { [0] = message.Type.ToString() };
            for (int field = message.Fields.Next(1); field != 0; field = message.Fields.Next(field))
                own[field] = message[field].ToText();
            Assert.Equal(own.OrderBy(f => f.Key), fields.OrderBy(f => f.Key));
        }
    }
}
