using Tessera.Client.Activation;
using Tessera.Emv.Applet;

namespace Tessera.Device.Storage;

/// <summary>One token as it rests in the sealed wallet file.</summary>
internal sealed record StoredCard
{
    public required string Token { get; init; }

    public required string Provisioning { get; init; }

    public required string Label { get; init; }

    /// <summary>Last four digits of the funding card, which people know it by.</summary>
    public string? CardLastFour { get; init; }

    public required CredentialProfile Profile { get; init; }

    public required byte KeyId { get; init; }

    /// <summary>Content of the device key envelope.</summary>
    public required byte[] Keys { get; init; }

    /// <summary>Number of a limited-use key; 0 when the keys are for life.</summary>
    public ushort KeyNumber { get; init; }

    /// <summary>The highest transaction counter that the limited-use key may reach.</summary>
    public int LastCounter { get; init; }

    public DateTimeOffset KeyExpiresAt { get; init; }

    /// <summary>The next limited-use key, once it is fetched.</summary>
    public StoredKey? Next { get; init; }

    /// <summary>False until the server knows that the phone holds the credentials.</summary>
    public bool IsConfirmed { get; init; }

    public AppletState State { get; init; }

    /// <summary>Hides everything secret.</summary>
    public override string ToString() => Token;
}
