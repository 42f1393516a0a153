namespace Tessera.Device.Storage;

/// <summary>A limited-use key that was fetched and not yet confirmed.</summary>
internal sealed record StoredKey
{
    public required byte KeyId { get; init; }

    public required ushort KeyNumber { get; init; }

    /// <summary>Content of the device key envelope.</summary>
    public required byte[] Keys { get; init; }

    /// <summary>Hides everything secret.</summary>
    public override string ToString() => nameof(StoredKey);
}
