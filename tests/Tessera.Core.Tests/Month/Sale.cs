namespace Tessera.Core.Tests.Month;

// One approved payment of the month. Merchant is null at the far shop.
public sealed class Sale(Cardholder holder, PaymentCommand.Authorise tap, MerchantId? merchant)
{
    public Cardholder Holder => holder;

    public PaymentCommand.Authorise Tap => tap;

    public MerchantId? Merchant => merchant;

    public bool IsFar => merchant is null;

    public bool IsBank => holder.Issuer == World.OutsideIssuer;

    public long AmountMinor => tap.AmountMinor;

    public Dispute? Dispute { get; set; }
}
