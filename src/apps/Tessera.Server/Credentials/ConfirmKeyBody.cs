namespace Tessera.Server.Credentials;

/// <summary>The device's word, proved, that it holds the next limited-use key.</summary>
public sealed record ConfirmKeyBody
{
    public required int KeyId { get; init; }

    public required int KeyNumber { get; init; }

    /// <summary>Eight bytes in hex, made with the key.</summary>
    public required string Proof { get; init; }
}
