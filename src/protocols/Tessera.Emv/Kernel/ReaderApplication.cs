// EMV contactless book B, 3.3: a combination of application identifier and kernel that the reader takes.
namespace Tessera.Emv.Kernel;

/// <summary>One combination that the reader takes (EMV contactless book B, 3.3).</summary>
/// <param name="Identifier">AID, 5 to 16 bytes; the card's name may be longer (partial match).</param>
/// <param name="KernelId">The kernel that runs it: 2 (M/Chip) or 3 (qVSDC).</param>
/// <param name="Limits">The limits for it.</param>
public sealed record ReaderApplication(ReadOnlyMemory<byte> Identifier, int KernelId, ReaderLimits Limits)
{
    /// <summary>Kernel 2: M/Chip.</summary>
    public const int MChipKernel = 2;

    /// <summary>Kernel 3: qVSDC.</summary>
    public const int QvsdcKernel = 3;

    /// <summary>True when a card's application name begins with this identifier.</summary>
    public bool Matches(ReadOnlySpan<byte> name) => name.StartsWith(Identifier.Span);
}
