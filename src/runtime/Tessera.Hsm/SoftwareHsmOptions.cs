namespace Tessera.Hsm;

/// <summary>Where a software provider keeps its keys.</summary>
public sealed record SoftwareHsmOptions
{
    /// <summary>Folder of master key and key blocks; made when absent.</summary>
    public required string Folder { get; init; }

    /// <summary>Passphrase of the master key file; null when the file has none.</summary>
    public string? Passphrase { get; init; }

    /// <summary>Bound into the master key file when it is made; the folder opens in no other world.</summary>
    public required HsmWorld World { get; init; }

    /// <summary>Software keys in a live world must be wanted by name.</summary>
    public bool AllowSoftwareInLive { get; init; }

    public override string ToString() => $"software keys, {World}";
}
