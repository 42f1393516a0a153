namespace Tessera.Cli.Load.Payments;

/// <summary>A shop that sells in an app, with its API key.</summary>
internal sealed record PaymentShop(LoadTill Till, string Key);
