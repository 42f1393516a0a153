global using MerchantId = Tessera.Primitives.Id<Tessera.Core.IdKinds.Merchant>;
global using PaymentId = Tessera.Primitives.Id<Tessera.Core.IdKinds.Payment>;
global using ProvisioningId = Tessera.Primitives.Id<Tessera.Core.IdKinds.Provisioning>;
global using TerminalId = Tessera.Primitives.Id<Tessera.Core.IdKinds.Terminal>;
global using TokenId = Tessera.Primitives.Id<Tessera.Core.IdKinds.Token>;
