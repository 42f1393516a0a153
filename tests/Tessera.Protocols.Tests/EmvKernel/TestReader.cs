using Tessera.Emv.Bits;
using Tessera.Emv.Kernel;
using Tessera.Primitives;
using Tessera.Protocols.Tests.EmvApplet;

namespace Tessera.Protocols.Tests.EmvKernel;

/// <summary>Readers, requests and card answers that the kernel tests share.</summary>
internal static class TestReader
{
    public const string Mastercard = "A0000000041010";

    public static ReaderLimits Limits { get; } = new(100_000, 5_000, 0, 200_000);

    public static ReaderConfiguration Configuration { get; } = new()
    {
        Currency = Currency.Usd,
        CountryNumber = 840,
        Applications =
        [
            new ReaderApplication(Hex.Read(TestDevice.QvsdcName), 3, Limits),
            new ReaderApplication(Hex.Read(TestDevice.MChipName), 2, Limits),
            new ReaderApplication(Hex.Read(Mastercard), 2, Limits),
        ],
    };

    /// <summary>A reader that takes approvals of the card itself up to its floor limit.</summary>
    public static ReaderConfiguration OfflineCapable { get; } = With(Limits with { FloorMinor = 2_000 }) with
    {
        AcceptsUnauthenticatedOffline = true,
        ActionCodes = new ReaderActionCodes(
            default, default(TerminalVerificationResults).With(TvrBit.FloorLimitExceeded), default),
    };

    public static ReaderConfiguration With(ReaderLimits limits) => Configuration with
    {
        Applications = [.. Configuration.Applications.Select(application => application with { Limits = limits })],
    };

    public static TapRequest Request(long amountMinor, DateTime? at = null) => new(
        new Money(amountMinor, Currency.Usd),
        at ?? new DateTime(2026, 11, 25, 10, 30, 0, DateTimeKind.Unspecified),
        0x11223344,
        7);

    public static TapOutcome Tap(TestDevice device, long amountMinor, ReaderConfiguration? reader = null) =>
        new ContactlessReader(reader ?? Configuration).Run(Request(amountMinor), device.Channel);

    public static (bool IsValid, bool IsHolderVerified) Judge(TapAuthorisation authorisation) => TestDevice.Judge(
        authorisation.Pan, authorisation.PanSequenceNumber ?? 0, authorisation.Field55.Span);
}
