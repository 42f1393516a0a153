namespace Tessera.Core.Controls;

// Names one set of controls. Id is the account's or the token's.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record ControlKey(
    [property: Order(0)] ControlTarget Target,
    [property: Order(1)] UInt128 Id,
    [property: Order(2)] ControlOwner Owner)
{
    public static ControlKey Of(CardAccountId account) =>
        new(ControlTarget.Account, account.Value, ControlOwner.Issuer);

    public static ControlKey Of(TokenId token, ControlOwner owner) => new(ControlTarget.Token, token.Value, owner);
}
