// EMV 4.4 Book 3, 10.7: terminal action codes.
using Tessera.Emv.Bits;

namespace Tessera.Emv.Kernel;

/// <summary>Terminal action codes of the M/Chip flow (EMV Book 3, 10.7).</summary>
/// <param name="Denial">Results that decline at once.</param>
/// <param name="Online">Results that ask the issuer.</param>
/// <param name="Default">Results that decline when the issuer cannot be asked.</param>
public sealed record ReaderActionCodes(
    TerminalVerificationResults Denial, TerminalVerificationResults Online, TerminalVerificationResults Default)
{
    /// <summary>
    /// Everything goes online: no application is approved by the card alone. A tap that took longer than its card says
    /// is declined.
    /// </summary>
    public static ReaderActionCodes OnlineAlways { get; } = new(
        default(TerminalVerificationResults).With(TvrBit.RelayTimeLimitsExceeded),
        default(TerminalVerificationResults)
            .With(TvrBit.OfflineDataAuthenticationNotPerformed)
            .With(TvrBit.FloorLimitExceeded),
        default(TerminalVerificationResults).With(TvrBit.OfflineDataAuthenticationNotPerformed));
}
