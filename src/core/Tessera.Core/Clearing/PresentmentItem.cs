using Tessera.Core.Payments;

namespace Tessera.Core.Clearing;

// One presentment before it is posted. Reference and TransactionDate are the acquirer's.
internal sealed record PresentmentItem(PaymentCapture Capture, bool IsFinal, string Reference, DateOnly TransactionDate)
{
    public PresentmentMarks Marks { get; init; }

    public PresentmentFees? Fees { get; init; }
}
