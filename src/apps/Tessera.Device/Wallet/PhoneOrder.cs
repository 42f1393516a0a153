using Tessera.Client.Activation;

namespace Tessera.Device.Wallet;

/// <summary>A card for a phone that lives in memory.</summary>
/// <param name="Pan">The card's number.</param>
/// <param name="Expiry"><c>YYYY-MM</c>.</param>
/// <param name="Signals">What the phone says of itself.</param>
public sealed record PhoneOrder(string Pan, string Expiry, DeviceSignals Signals)
{
    /// <summary>In place of the version that the server names; the keys of every version come with it.</summary>
    public byte? CryptogramVersion { get; init; }

    /// <summary>How the holder learns the one-time code of an activation; without it a step-up is an end.</summary>
    public Func<string, CancellationToken, Task<string>>? ReadCode { get; init; }

    /// <summary>Hides the number.</summary>
    public override string ToString() => nameof(PhoneOrder);
}
