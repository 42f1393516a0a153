// EMV contactless book B, 3.3: combination selection from the payment directory (PPSE).
using Tessera.Emv.Apdu;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Emv.Kernel;

/// <summary>Builds the candidate list of a tap (EMV contactless book B, 3.3.2).</summary>
internal static class CombinationSelection
{
    /// <summary>Name of the contactless payment directory: 2PAY.SYS.DDF01.</summary>
    public static ReadOnlyMemory<byte> DirectoryName { get; } = "2PAY.SYS.DDF01"u8.ToArray();

    private const int MaxDirectoryEntries = 40;

    /// <summary>Selects the directory and lists the combinations that both sides take, best first.</summary>
    public static StepResult Run(
        CardSession card, IReadOnlyList<ReaderApplication> applications, out IReadOnlyList<Candidate> candidates)
    {
        candidates = [];
        var step = card.Exchange(CommandApdu.Select(DirectoryName), out var response);
        if (step.HasEnded)
        {
            return step;
        }

        if (!response.Status.IsSuccess)
        {
            return StepResult.Stop(TapReason.NoDirectory);
        }

        if (!TryOpenDirectory(response.Data, out var entries))
        {
            return StepResult.Stop(TapReason.BadCardAnswer);
        }

        candidates = [.. Match(entries, applications)
            .OrderBy(candidate => candidate.Priority == 0 ? int.MaxValue : candidate.Priority)];
        return candidates.Count == 0 ? StepResult.Stop(TapReason.NoCommonApplication) : StepResult.Done;
    }

    private static bool TryOpenDirectory(ReadOnlyMemory<byte> answer, out IReadOnlyList<BerTlvNode> entries)
    {
        entries = [];
        if (!CardAnswer.TryOpen(answer, EmvTags.FileControlTemplate, out var content)
            || !BerTlv.TryReadTree(content, out var nodes, out _))
        {
            return false;
        }

        var name = nodes.FirstOrDefault(node => node.Tag == EmvTags.DedicatedFileName);
        if (name is not null && !name.Value.Span.SequenceEqual(DirectoryName.Span))
        {
            return false;
        }

        var discretionary = nodes
            .Where(node => node.Tag == EmvTags.FileControlProprietaryTemplate)
            .SelectMany(node => node.Children)
            .Where(node => node.Tag == EmvTags.FileControlIssuerDiscretionary)
            .SelectMany(node => node.Children);
        entries = [.. discretionary.Where(node => node.Tag == EmvTags.ApplicationTemplate).Take(MaxDirectoryEntries)];
        return true;
    }

    private static IEnumerable<Candidate> Match(
        IReadOnlyList<BerTlvNode> entries, IReadOnlyList<ReaderApplication> applications)
    {
        foreach (var entry in entries)
        {
            var name = Child(entry, EmvTags.ApplicationDedicatedFileName);
            if (name.Length is < 5 or > 16)
            {
                continue;
            }

            var kernel = RequestedKernel(Child(entry, EmvTags.KernelIdentifier).Span, name.Span);
            var match = applications.FirstOrDefault(
                application => application.Matches(name.Span) && (kernel == 0 || application.KernelId == kernel));
            if (match is not null)
            {
                var priority = Child(entry, EmvTags.PriorityIndicator);
                yield return new Candidate(name, match, priority.IsEmpty ? 0 : priority.Span[0] & 0x0F);
            }
        }
    }

    /// <summary>
    /// Kernel asked for by 9F2A, or by the scheme of the name when absent; 0 means any (book B, 3.3.2.5).
    /// </summary>
    private static int RequestedKernel(ReadOnlySpan<byte> identifier, ReadOnlySpan<byte> name)
    {
        if (identifier.IsEmpty)
        {
            return Convert.ToHexString(name[..5]) switch
            {
                "A000000004" => ReaderApplication.MChipKernel,
                "A000000003" => ReaderApplication.QvsdcKernel,
                _ => 0,
            };
        }

        // Bits 8-7 set say that the identifier is domestic or proprietary, in a number space of its own.
        return (identifier[0] & 0x80) != 0 ? -1 : identifier[0] & 0x3F;
    }

    private static ReadOnlyMemory<byte> Child(BerTlvNode parent, BerTag tag) =>
        parent.Children.FirstOrDefault(node => node.Tag == tag)?.Value ?? default;
}
