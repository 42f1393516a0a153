using Tessera.Core.Disputes;

namespace Tessera.Core.Directory;

// By is who asks, as the audit trail names them.
public abstract record DirectoryCommand(string By) : Command
{
    public sealed record RegisterParticipant(Participant Participant, string By) : DirectoryCommand(By);

    public sealed record RegisterMerchant(Merchant Merchant, string By) : DirectoryCommand(By);

    public sealed record RegisterTerminal(PaymentTerminal Terminal, string By) : DirectoryCommand(By);

    public sealed record RegisterRange(AccountRange Range, string By) : DirectoryCommand(By);

    // Of a range that is there: what it is called, which application and modes it takes, whether it is withdrawn.
    public sealed record ChangeRange(AccountRange Range, string By) : DirectoryCommand(By);

    public sealed record RegisterRequestor(TokenRequestor Requestor, string By) : DirectoryCommand(By);

    public sealed record SetAcceptance(MerchantId Merchant, string[] RefusedSystems, string By) : DirectoryCommand(By);

    public sealed record SetMerchantTerms(MerchantId Merchant, MerchantTerms Terms, string By) : DirectoryCommand(By);

    // EffectiveFrom left at its default is the business date of now.
    public sealed record SetFees(FeeTable Fees, string By) : DirectoryCommand(By);

    public sealed record SetPaymentPolicy(PaymentPolicy Policy, string By) : DirectoryCommand(By);

    public sealed record SetChargebackPolicy(ChargebackPolicy Policy, string By) : DirectoryCommand(By);

    public sealed record SetActivationPolicy(ActivationPolicy Policy, string By) : DirectoryCommand(By);

    public sealed record GrantApiKey(ApiKey Key, string By) : DirectoryCommand(By);

    public sealed record RevokeApiKey(ApiKeyId Key, string By) : DirectoryCommand(By);
}
