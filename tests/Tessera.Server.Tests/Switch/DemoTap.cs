using System.Globalization;
using Tessera.Server.Demo;
using Tessera.Server.Tests.Activation;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Switch;

/// <summary>Messages of the demo acquirer about a phone's taps.</summary>
internal sealed class DemoTap
{
    public const string Acquirer = "99900000003";
    public const string Terminal = "COFFEE01";
    private static int traces;

    private readonly List<(int Field, string Text)> fields;

    private DemoTap(List<(int Field, string Text)> fields) => this.fields = fields;

    public string Stan => fields.Single(f => f.Field == 11).Text;

    public string TransmissionTime => fields.Single(f => f.Field == 7).Text;

    public static byte[] SignOn() =>
        Messages.Write(0x0800, (7, Now()), (11, NextStan()), (33, Acquirer), (70, "001"));

    public static DemoTap Of(TestPhone phone, long amount, bool isVerified = true)
    {
        var request = phone.Pay(
            DemoIds.CoffeeTill.ToString(), amount, phone.Tap(amount, DemoServer.Today, isVerified));
        string stan = NextStan();
        return new DemoTap(
        [
            (2, request.TokenNumber), (3, "000000"), (4, amount.ToString("D12", CultureInfo.InvariantCulture)),
            (7, Now()), (11, stan), (12, "120000"), (13, "0101"), (14, "3112"), (18, "5814"), (22, "072"),
            (23, $"{request.SequenceNumber:D3}"), (25, "00"), (32, Acquirer),
            (37, "633012" + stan), (41, Terminal), (42, "CORNER COFFEE 1"), (49, "840"), (55, request.Emv),
        ]);
    }

    /// <summary>The same message with one element changed, or taken out when the text is empty.</summary>
    public DemoTap With(int field, string text) =>
        new([.. fields.Where(f => f.Field != field), .. text.Length == 0 ? [] : new[] { (field, text) }]);

    /// <summary>The same tap under a trace of its own, as a thief would send it.</summary>
    public DemoTap WithNewTrace() => With(11, NextStan());

    public byte[] Write(ushort type = 0x0100) => Messages.Write(type, [.. fields]);

    public byte[] Reversal(ushort type = 0x0400, string? stan = null) => Messages.Write(
        type,
        (3, "000000"), (4, fields.Single(f => f.Field == 4).Text), (7, Now()), (11, stan ?? NextStan()),
        (32, Acquirer), (37, fields.Single(f => f.Field == 37).Text), (41, Terminal), (49, "840"),
        (90, $"0100{Stan}{TransmissionTime}{Acquirer}00000000000"));

    public string Text(int field) => fields.Single(f => f.Field == field).Text;

    private static string NextStan() => Interlocked.Increment(ref traces).ToString("D6", CultureInfo.InvariantCulture);

    private static string Now() => DateTime.UtcNow.ToString("MMddHHmmss", CultureInfo.InvariantCulture);
}
