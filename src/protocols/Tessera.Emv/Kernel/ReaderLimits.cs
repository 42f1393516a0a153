// EMV contactless book A, 5.2 and book B, 3.1: dynamic reader limits.
namespace Tessera.Emv.Kernel;

/// <summary>Limits of one application at one reader, in minor units of the reader's currency.</summary>
/// <param name="TransactionMinor">A tap above it is not taken.</param>
/// <param name="CvmRequiredMinor">Above it the holder must be verified.</param>
/// <param name="FloorMinor">Above it the issuer must be asked.</param>
/// <param name="OnDeviceTransactionMinor">The transaction limit for devices that verify their holder (M/Chip).</param>
public sealed record ReaderLimits(
    long TransactionMinor, long CvmRequiredMinor, long FloorMinor, long OnDeviceTransactionMinor)
{
    /// <summary>Always online, verification above the limit given, no upper limit.</summary>
    public static ReaderLimits OnlineOnly(long cvmRequiredMinor) =>
        new(long.MaxValue, cvmRequiredMinor, 0, long.MaxValue);
}
