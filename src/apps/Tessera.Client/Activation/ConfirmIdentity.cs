namespace Tessera.Client.Activation;

/// <summary>The issuer's desk saw the holder; two different people stand for it.</summary>
public sealed record ConfirmIdentity(string Maker, string Checker);
