using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Tessera.Core.Directory;
using Tessera.Hsm;
using Tessera.Iso8583;
using Tessera.Primitives;
using Tessera.Server.Partners;
using Tessera.Server.Switch;
using Tessera.Server.Tests.Journal;
using Tessera.Server.Tests.Switch;

namespace Tessera.Server.Tests.Partners;

/// <summary>A network that listens and an issuer that dials it, over a loopback socket and a clock moved by hand.
/// </summary>
internal sealed class LinkPair : IAsyncDisposable
{
    public const string Network = "99900000002";
    public const string Issuer = "99900000001";

    private readonly SwitchListener listener;
    private readonly SwitchDialler dialler;

    public LinkPair(
        Func<SwitchSettings, SwitchSettings>? network = null,
        Func<SwitchSettings, SwitchSettings>? issuer = null,
        IPaymentHsm? networkKeys = null,
        IPaymentHsm? issuerKeys = null)
    {
        SwitchSettings settings = new() { AllowsPlainLoopback = true };
        NetworkDoor = Door(network?.Invoke(settings) ?? settings, isIssuerOutside: true, networkKeys);
        IssuerDoor = Door(issuer?.Invoke(settings) ?? settings, isIssuerOutside: false, issuerKeys);
        listener = new SwitchListener(NetworkDoor, NullLogger.Instance);
        listener.Start(0);
        dialler = new SwitchDialler(
            IssuerDoor, new DialSettings { Host = "127.0.0.1", Port = listener.Port }, NullLogger.Instance);
        dialler.Start();
    }

    public ManualTime Time { get; } = new();

    public SwitchDoor NetworkDoor { get; }

    public SwitchDoor IssuerDoor { get; }

    public int Port => listener.Port;

    public static OutgoingMessage Request(int trace) => new OutgoingMessage(0x0100)
        .At(DateTimeOffset.UnixEpoch, (ulong)trace).With(2, "9999100000000004").With(3, "000000")
        .With(4, "000000001234").With(32, "77700000001").With(33, Network).With(37, $"6328{trace:D8}")
        .With(41, "TERM0001").With(49, "840");

    public async ValueTask DisposeAsync()
    {
        await dialler.DisposeAsync();
        await listener.DisposeAsync();
        NetworkDoor.Counters.Dispose();
        IssuerDoor.Counters.Dispose();
    }

    public async Task OpenAsync()
    {
        await SwitchRig.UntilAsync(() => NetworkDoor.Partners.Find(Issuer) is not null);
        await SwitchRig.UntilAsync(() => IssuerDoor.Partners.Find(Network) is not null);
    }

    public Task<CallAnswer?> AskIssuerAsync(int trace) =>
        NetworkDoor.Partners.CallAsync(Issuer, Request(trace), TimeSpan.FromSeconds(10));

    public async Task AdvanceAsync(int seconds)
    {
        for (int i = 0; i < seconds; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }
    }

    private SwitchDoor Door(SwitchSettings settings, bool isIssuerOutside, IPaymentHsm? keys)
    {
        DirectoryState directory = DirectoryState.Empty with
        {
            Participants = new[]
            {
                new Participant(new(1), 10, Issuer, "Issuer", ParticipantRoles.Issuer, 840, isIssuerOutside),
                new Participant(new(2), 20, Network, "Network", ParticipantRoles.Network, 840, !isIssuerOutside),
            }.ToImmutableSortedDictionary(p => p.Id.Value, p => p),
        };
        return new SwitchDoor(settings, new SwitchCounters(), Time, () => directory, Approve) { ZoneKeys = keys };
    }

    private static ValueTask<byte[]> Approve(SwitchRequest request, in IsoMessage message) =>
        new(request.Answers.Write(message, new AnswerFields(ResponseCode.Approved)));
}
