namespace Tessera.Server.Activation;

/// <summary>The phone's word that it holds the credentials of this key.</summary>
public sealed record ConfirmBody
{
    public required int KeyId { get; init; }
}
