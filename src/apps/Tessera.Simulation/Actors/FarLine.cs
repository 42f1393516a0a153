using Tessera.Iso8583;
using Tessera.Server.Partners;
using Tessera.Simulation.Nodes;
using Tessera.Simulation.Runs;

namespace Tessera.Simulation.Actors;

/// <summary>The clearing link of the outside acquirer: one message at a time, whoever of its shops sends.</summary>
internal sealed class FarLine(SimWorld world)
{
    private readonly TillLine line = new(world, new TillPlace("FARCLEAR", SimIds.FarCode, default, "", 1));
    private int trace = 700_000;
    private bool isBusy;

    public int NextTrace() => ++trace;

    /// <summary>Null when no answer came, or another message is on its way.</summary>
    public async Task<byte[]?> ExchangeAsync(byte[] message)
    {
        if (isBusy)
        {
            return null;
        }

        isBusy = true;
        try
        {
            return await line.ExchangeAsync(message, IsAnswer, SignOn);
        }
        finally
        {
            isBusy = false;
        }
    }

    private static bool IsAnswer(byte[] sent, byte[] candidate)
    {
        _ = IsoMessage.TryRead(sent, Dialect.Ascii1987Hex, out var request, out _);
        return IsoMessage.TryRead(candidate, Dialect.Ascii1987Hex, out var answer, out _)
            && answer.Type == request.Type.Response
            && answer[11].Raw.SequenceEqual(request[11].Raw)
            && answer[7].Raw.SequenceEqual(request[7].Raw);
    }

    private byte[] SignOn() => new OutgoingMessage(0x0800)
        .At(world.TillClock.GetUtcNow(), (ulong)NextTrace())
        .With(32, SimIds.FarCode)
        .With(70, "001")
        .Write(Dialect.Ascii1987Hex, mac: null);
}
