using Tessera.Core.Payments;

namespace Tessera.Core.Clearing;

// One presentment before it is posted. Reference and TransactionDate are the acquirer's; the table in force on FeeDate
// says the fees.
internal sealed record PresentmentItem(PaymentCapture Capture, bool IsFinal, string Reference, DateOnly TransactionDate)
{
    public DateOnly FeeDate { get; init; } = Capture.BusinessDate;

    public PresentmentMarks Marks { get; init; }

    public PresentmentFees? Fees { get; init; }
}
