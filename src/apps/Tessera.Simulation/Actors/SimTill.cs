using System.Globalization;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Kernel;
using Tessera.Iso8583;
using Tessera.Primitives;
using Tessera.Server.Http;
using Tessera.Server.Switch;
using Tessera.Server.World;
using Tessera.Simulation.Network;
using Tessera.Simulation.Nodes;
using Tessera.Simulation.Runs;
using Tessera.Terminal.Acquiring;

namespace Tessera.Simulation.Actors;

/// <summary>
/// A till that works as a real one does: the kernel against the phone, sign-on, 0100, the same again as 0101 when no
/// answer comes, then 0400 until somebody answers. One request at a time.
/// </summary>
internal sealed class SimTill(SimWorld world, TillPlace place)
{
    private const long VerifiedFrom = 5_000;
    private const int Attempts = 2;
    private static readonly byte[] Application = Hex.Read("F0544553534552410101");
    private static readonly IdempotencyKeys Keys = new(SimKeys.BodyHashKey);

    private readonly IsoMessages messages = new(new IsoSettings
    {
        Host = "simulated",
        Acquirer = place.Acquirer,
        TerminalNumber = place.Code,
        MerchantNumber = place.MerchantNumber,
        MerchantCategoryCode = 5814,
    });

    private readonly TillLine line = new(world, place);
    private readonly Clock.SimRandom random = world.Random.Fork();
    private readonly List<(PendingReversal Key, int Trace)> open = [];
    private TapAuthorisation? last;
    private int trace = place.FirstTrace;

    public TillPlace Place => place;

    public bool HasOpen => open.Count > 0;

    /// <summary>Null when the tap was not approved.</summary>
    public async Task<MadeSale?> SellAsync(SimPhone phone, long amountMinor, TapTrick trick)
    {
        await ReverseAllAsync(1);
        var utc = world.TillClock.GetUtcNow().UtcDateTime;
        var number = NextTrace();
        if (Tap(phone, amountMinor, utc, number) is not { } tap)
        {
            return null;
        }

        tap = Bend(tap, trick);
        amountMinor = tap.Amount.Minor;
        var key = new PendingReversal(
            number, IsoMessages.Transmission(utc), amountMinor, Currency.Usd.Number, "000000",
            string.Create(CultureInfo.InvariantCulture, $"{utc.DayOfYear:D3}{utc.Hour:D2}0{number:D6}"));
        var sale = new Sale(tap, number, utc, utc);
        byte[][] requests = [messages.Request(sale, key, isRepeat: false), messages.Request(sale, key, isRepeat: true)];
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await ExchangeAsync(requests[attempt]) is { } answer)
            {
                return Conclude(answer, key, new MadeSale(place, phone, PaymentOf(requests[0]), amountMinor,
                    requests[0]));
            }
        }

        open.Add((key, 0));
        await ReverseAllAsync(2);
        return null;
    }

    /// <summary>Sends what is open again; true when nothing is open any more.</summary>
    public async Task<bool> ReverseAllAsync(int attempts)
    {
        for (var attempt = 0; attempt < attempts && open.Count > 0; attempt++)
        {
            foreach (var (key, before) in open.ToArray())
            {
                await ReverseAsync(key, before);
            }
        }

        return open.Count == 0;
    }

    /// <summary>The id under which the network keeps the payment of a request.</summary>
    private PaymentId PaymentOf(byte[] request)
    {
        _ = IsoMessage.TryRead(request, Dialect.Ascii1987Hex, out var message, out _);
        Span<byte> scratch = stackalloc byte[512];
        _ = message.TryReadTlv(55, scratch, out var objects, out _);
        _ = CryptogramElements.TryRead(objects, out var chip, out _);
        _ = message.TryReadNumber(11, out var stan, out _);
        _ = message.TryReadNumber(7, out var time, out _);
        _ = message.TryReadMoney(out var amount, out _);
        return SwitchKeys.Authorisation(
            message, SwitchKeys.Trace(place.Acquirer, place.Code, stan, time), (ulong)amount.Minor,
            (byte[])[.. chip.TransactionCounter, .. chip.Cryptogram], Keys).Payment;
    }

    private TapAuthorisation? Tap(SimPhone phone, long amountMinor, DateTime utc, int number)
    {
        var reader = new ContactlessReader(new ReaderConfiguration
        {
            Currency = Currency.Usd,
            CountryNumber = 840,
            TerminalIdentification = place.Code,
            MerchantCategoryCode = 5814,
            Applications =
            [
                new ReaderApplication(
                    Application, ReaderApplication.QvsdcKernel, ReaderLimits.OnlineOnly(VerifiedFrom)),
            ],
        });
        var request = new TapRequest(
            new Money(amountMinor, Currency.Usd), utc, (uint)(random.NextBits() >> 32), number);
        return reader.Run(request, phone.Present(amountMinor >= VerifiedFrom)) is TapOutcome.OnlineRequest online
            ? online.Authorisation
            : null;
    }

    /// <summary>A thief sends a tap that he overheard, or changes one.</summary>
    private TapAuthorisation Bend(TapAuthorisation tap, TapTrick trick)
    {
        if (trick == TapTrick.Replay && last is { } overheard)
        {
            return overheard;
        }

        last = tap;
        if (trick != TapTrick.Forge)
        {
            return tap;
        }

        var chip = tap.Field55.ToArray();
        ReadOnlySpan<byte> head = [0x9F, 0x26, 0x08];
        var index = chip.AsSpan().IndexOf(head);
        chip[index + 3] ^= 1;
        return tap with { Field55 = chip };
    }

    private async Task ReverseAsync(PendingReversal key, int before)
    {
        var number = before == 0 ? NextTrace() : before;
        var index = open.FindIndex(each => each.Key == key);
        open[index] = (key, number);
        var utc = DateTime.UnixEpoch.AddDays(20_000).AddSeconds(number);
        var reversal = messages.Reversal(key, number, utc, isRepeat: before != 0);
        if (await ExchangeAsync(reversal) is not { } answer)
        {
            return;
        }

        var outcome = messages.ReadReversal(answer, out var code);
        if (outcome != ReversalOutcome.Open)
        {
            open.RemoveAll(each => each.Key == key);
            Claim("reverse", key, code switch { "00" => "done", "25" => "unknown", _ => "refused" }, answer, "");
        }
    }

    private MadeSale? Conclude(byte[] answer, PendingReversal key, MadeSale sale)
    {
        var read = messages.Read(answer, key);
        if (read.Outcome == AcquirerOutcome.Unknown)
        {
            open.Add((key, 0));
            return null;
        }

        if (read.ResponseCode == "96")
        {
            // Busy: nothing happened.
            return null;
        }

        var isApproved = read.Outcome == AcquirerOutcome.Approved;
        Claim("authorise", key, isApproved ? "approved" : "declined", answer, read.ApprovalCode);
        return isApproved ? sale : null;
    }

    private void Claim(string kind, PendingReversal key, string outcome, byte[] answer, string approval) =>
        world.Record.Add(new ClientClaim
        {
            Node = world.Network.Name,
            Kind = kind,
            Key = $"{place.Code} {key.Reference}",
            Outcome = outcome,
            AmountMinor = key.AmountMinor,
            AnswerHash = ClientRecord.HashOf(answer),
            Approval = approval,
        });

    private Task<byte[]?> ExchangeAsync(byte[] message) => line.ExchangeAsync(
        message, messages.IsAnswer, () => messages.SignOn(NextTrace(), world.TillClock.GetUtcNow().UtcDateTime));

    private int NextTrace() => trace = (trace % 999_999) + 1;
}
