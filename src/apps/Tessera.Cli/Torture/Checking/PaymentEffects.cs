using Tessera.Core.Ledger;
using Tessera.Core.Payments;
using PaymentId = Tessera.Primitives.Id<Tessera.Core.IdKinds.Payment>;

namespace Tessera.Cli.Torture.Checking;

/// <summary>What the journal says happened under one trace number.</summary>
internal sealed class PaymentEffects
{
    public int Authorisations { get; set; }

    public int Declines { get; set; }

    public PaymentId Payment { get; set; }

    public long AuthorisedMinor { get; set; }

    public AccountId FundingAccount { get; set; }

    public List<(string Id, long AmountMinor)> Captures { get; } = [];

    public List<(string Id, long AmountMinor)> Refunds { get; } = [];

    public int Voids { get; set; }

    public int Reversals { get; set; }

    public long CapturedMinor => Captures.Sum(capture => capture.AmountMinor);

    public long RefundedMinor => Refunds.Sum(refund => refund.AmountMinor);
}
