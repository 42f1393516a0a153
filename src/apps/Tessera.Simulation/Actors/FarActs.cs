using System.Globalization;
using Tessera.Iso8583;
using Tessera.Primitives;
using Tessera.Server.Partners;
using Tessera.Simulation.Clock;
using Tessera.Simulation.Nodes;
using Tessera.Simulation.Runs;

namespace Tessera.Simulation.Actors;

/// <summary>What an acquirer that keeps its own books sends after a sale: presentments and refunds (0220), the same
/// bytes until they are answered.</summary>
internal sealed class FarActs(SimWorld world, SimRandom random, MadeSale sale)
{
    private const int MostTries = 60;

    public async Task RunAsync()
    {
        var isRefund = sale.CapturedMinor > 0 && random.Chance(500);
        var amount = isRefund
            ? random.Between(1, (int)sale.CapturedMinor)
            : random.Between(1, (int)sale.AmountMinor);
        var isFinal = random.Chance(600);
        var trace = world.FarLine.NextTrace();
        var message = Message(amount, isRefund, isFinal, trace);
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            if (await world.FarLine.ExchangeAsync(message) is { } answer && CodeOf(answer) is var code && code != "96")
            {
                Claim(isRefund ? -amount : amount, trace, code, answer);
                sale.CapturedMinor += code != "00" ? 0 : isRefund ? -amount : amount;
                sale.IsClosed |= isFinal;
                return;
            }

            await world.DelayAsync(random.Between(TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(4)));
        }
    }

    private static string CodeOf(byte[] answer)
    {
        _ = IsoMessage.TryRead(answer, Dialect.Ascii1987Hex, out var message, out _);
        return message[39].ToText();
    }

    private static string ReferenceOf(byte[] request)
    {
        _ = IsoMessage.TryRead(request, Dialect.Ascii1987Hex, out var message, out _);
        return message[37].ToText();
    }

    private byte[] Message(long amount, bool isRefund, bool isFinal, int trace)
    {
        _ = IsoMessage.TryRead(sale.Request, Dialect.Ascii1987Hex, out var request, out _);
        var now = OutgoingMessage.TimeText(world.TillClock.GetUtcNow());
        return new OutgoingMessage(0x0220)
            .With(2, request[2].ToText())
            .With(3, isRefund ? "200000" : "000000")
            .With(4, amount.ToString("D12", CultureInfo.InvariantCulture))
            .With(7, now)
            .With(11, trace.ToString("D6", CultureInfo.InvariantCulture))
            .With(13, now[..4])
            .With(18, "5814")
            .With(19, "124")
            .With(22, "072")
            .With(32, SimIds.FarCode)
            .With(37, request[37].ToText())
            .With(41, request[41].ToText())
            .With(42, request[42].ToText())
            .With(48, isFinal ? "04011" : "04010")
            .With(49, "840")
            .With(90, $"0100{request[11].ToText()}{request[7].ToText()}{SimIds.FarCode}00000000000")
            .Write(Dialect.Ascii1987Hex, mac: null);
    }

    private void Claim(long amount, int trace, string code, byte[] answer) => world.Record.Add(new ClientClaim
    {
        Node = world.Network.Name,
        Kind = amount < 0 ? "refund" : "present",
        Key = $"{trace} {ReferenceOf(sale.Request)}",
        Outcome = code == "00" ? "done" : "refused",
        AmountMinor = Math.Abs(amount),
        AnswerHash = ClientRecord.HashOf(answer),
    });
}
