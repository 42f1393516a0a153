namespace Tessera.Client.Activation;

/// <summary>The phone's word that it holds the credentials of this key.</summary>
internal sealed record Confirm(int KeyId);
