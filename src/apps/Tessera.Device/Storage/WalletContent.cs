namespace Tessera.Device.Storage;

/// <summary>What the sealed wallet file holds.</summary>
internal sealed record WalletContent
{
    public string? Device { get; init; }

    /// <summary>The device's P-256 key, PKCS #8.</summary>
    public required byte[] PrivateKey { get; init; }

    public byte[] PasscodeSalt { get; init; } = [];

    public byte[] PasscodeHash { get; init; } = [];

    /// <summary>Wrong passcodes in a row.</summary>
    public int Failures { get; init; }

    public IReadOnlyList<StoredCard> Cards { get; init; } = [];

    /// <summary>Hides everything secret.</summary>
    public override string ToString() => nameof(WalletContent);
}
