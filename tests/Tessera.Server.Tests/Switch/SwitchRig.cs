using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Tessera.Core.Directory;
using Tessera.Hsm;
using Tessera.Iso8583;
using Tessera.Primitives;
using Tessera.Server.Partners;
using Tessera.Server.Switch;
using Tessera.Server.Tests.Journal;

namespace Tessera.Server.Tests.Switch;

/// <summary>The door's sockets over a handler of the test's own, with a clock moved by hand.</summary>
internal sealed class SwitchRig : IAsyncDisposable
{
    private readonly SwitchListener listener;

    public SwitchRig(
        Func<SwitchSettings, SwitchSettings>? with = null,
        Func<SwitchRequest, ValueTask<byte[]>>? handle = null,
        int port = 0)
    {
        SwitchSettings settings = new() { AllowsPlainLoopback = true };
        Settings = with?.Invoke(settings) ?? settings;
        handle ??= Approve;
        listener = new SwitchListener(Door(handle), NullLogger.Instance);
        listener.Start(port);
    }

    public static DirectoryState Directory { get; } = DirectoryState.Empty with
    {
        Participants = new[]
        {
            new Participant(new(1), 30, Messages.Acquirer, "Test acquirer", ParticipantRoles.Acquirer, 840),
            new Participant(new(2), 31, "510002", "Other acquirer", ParticipantRoles.Acquirer, 840),
            new Participant(new(3), 10, "510003", "Test issuer", ParticipantRoles.Issuer, 840),
            new Participant(new(4), 40, "510004", "Test wallet", ParticipantRoles.Wallet, 840),
            new Participant(new(5), 50, "510005", "Test network", ParticipantRoles.Network, 840),
        }.ToImmutableSortedDictionary(p => p.Id.Value, p => p),
    };

    public SwitchSettings Settings { get; }

    public SwitchCounters Counters { get; } = new();

    public ManualTime Time { get; } = new();

    public int Port => listener.Port;

    public SwitchLink NewLink(Func<SwitchRequest, ValueTask<byte[]>>? handle = null) =>
        new(Door(handle ?? Approve));

    public SwitchLink NewLinkWith(IPaymentHsm keys) => new(Door(SignedApproval) with { ZoneKeys = keys });

    public PartnerLinks Partners { get; } = new();

    public Task StopAsync() => listener.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await listener.DisposeAsync();
        Counters.Dispose();
    }

    /// <summary>Moves the clock in steps: a send just made must not seem to have lasted the whole time.</summary>
    public async Task AdvanceAsync(TimeSpan span)
    {
        for (TimeSpan done = default; done < span; done += TimeSpan.FromSeconds(1))
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits for a fact: sockets have their own pace even when the clock is ours.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        for (int i = 0; i < 2000 && !condition(); i++)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        Assert.True(condition());
    }

    public static byte[] Answer(SwitchRequest request, string code = "00")
    {
        Assert.True(IsoMessage.TryRead(request.Message.Span, Messages.Dialect, out IsoMessage message, out _));
        Assert.True(ResponseCode.TryParse(code, out ResponseCode response));
        return new AnswerWriter(Messages.Dialect).Write(message, new AnswerFields(response));
    }

    private SwitchDoor Door(Func<SwitchRequest, ValueTask<byte[]>> handle) =>
        new(Settings, Counters, Time, () => Directory, (request, in _) => handle(request)) { Partners = Partners };

    private static ValueTask<byte[]> SignedApproval(SwitchRequest request)
    {
        Assert.True(IsoMessage.TryRead(request.Message.Span, Messages.Dialect, out IsoMessage message, out _));
        return new(request.Answers.Write(message, new AnswerFields(ResponseCode.Approved)));
    }

    private static ValueTask<byte[]> Approve(SwitchRequest request) => new(Answer(request));
}
