using System.Globalization;
using Tessera.Client.Directory;
using Tessera.Core.Payments;
using Tessera.Server.Tests.Activation;
using Tessera.Server.Tests.Operations;
using Tessera.Server.Tests.Switch;

namespace Tessera.Server.Tests.Partners;

/// <summary>An acquirer that keeps its own books: its shops stand in its messages only.</summary>
internal sealed class OutsideAcquirer(DemoServer server)
{
    public const string Code = "99900000031";
    private static int traces = 500_000;

    public static (int, string)[] SignOn =>
        [(7, Now()), (11, NextTrace()), (33, Code), (70, "001")];

    public async Task RegisterAsync() => await server.Operator.Participants.CreateAsync(new CreateParticipant
    {
        Name = "Far Acquiring", Roles = [ParticipantRole.Acquirer], Book = 31, Code = Code, Country = 124,
        Outside = true,
    });

    public async Task<SwitchPeer> ConnectAsync()
    {
        SwitchPeer peer = await SwitchPeer.ConnectAsync(server.Host.SwitchPort);
        Assert.Equal("00", Messages.Text(await peer.AskAsync(Messages.Write(0x0800, SignOn)), 39));
        return peer;
    }

    public static DemoTap Tap(TestPhone phone, long amount) => DemoTap.Of(phone, amount)
        .With(32, Code).With(19, "124").With(41, "FARTILL1").With(42, "FAR SHOP 7").With(43, "Far Shop");

    /// <summary>An 0220 of a tap, or of a part of it.</summary>
    public static byte[] Presentment(DemoTap tap, long amount, bool isFinal, bool isRefund = false) => Messages.Write(
        0x0220,
        (2, tap.Text(2)), (3, isRefund ? "200000" : "000000"),
        (4, amount.ToString("D12", CultureInfo.InvariantCulture)), (7, Now()), (11, NextTrace()), (13, Now()[..4]),
        (18, "5411"), (19, "124"), (22, "072"), (32, Code), (37, tap.Text(37)), (41, tap.Text(41)), (42, tap.Text(42)),
        (48, isFinal ? "04011" : "04010"), (49, "840"),
        (90, $"0100{tap.Stan}{tap.TransmissionTime}{Code}00000000000"));

    public static byte[] Reversal(DemoTap tap) => Messages.Write(
        0x0420,
        (3, "000000"), (4, tap.Text(4)), (7, Now()), (11, NextTrace()), (32, Code), (37, tap.Text(37)),
        (41, tap.Text(41)), (49, "840"), (90, $"0100{tap.Stan}{tap.TransmissionTime}{Code}00000000000"));

    /// <summary>The payment of a tap by its reference, when there is one.</summary>
    public async Task<Payment?> FindAsync(DemoTap tap)
    {
        string reference = tap.Text(37);
        return await server.Host.World.Shard.QueryAsync(state => state.Payments.All()
            .SingleOrDefault(payment => payment.AcquirerLeg.Reference == reference));
    }

    private static string NextTrace() =>
        Interlocked.Increment(ref traces).ToString("D6", CultureInfo.InvariantCulture);

    private static string Now() => DateTime.UtcNow.ToString("MMddHHmmss", CultureInfo.InvariantCulture);
}
