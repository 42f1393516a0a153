// EMV 4.4 Book 1, 12.3: building the candidate list from the payment directory (PSE) or by trying names.
using Tessera.Emv.Apdu;
using Tessera.Emv.Kernel;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Emv.Contact;

/// <summary>Builds the candidate list of a card with contacts (EMV Book 1, 12.3).</summary>
internal static class ContactSelection
{
    private const int MaxRecords = 10;
    private const int MaxEntries = 40;

    /// <summary>Name of the payment directory: 1PAY.SYS.DDF01.</summary>
    private static readonly byte[] DirectoryName = "1PAY.SYS.DDF01"u8.ToArray();

    public static StepResult Run(
        CardSession card, IReadOnlyList<ReaderApplication> applications, out IReadOnlyList<Candidate> candidates)
    {
        var found = new List<Candidate>();
        candidates = found;
        var step = ReadDirectory(card, applications, found);
        if (!step.HasEnded && found.Count == 0)
        {
            step = TryNames(card, applications, found);
        }

        candidates = [.. found.OrderBy(candidate => candidate.Priority == 0 ? int.MaxValue : candidate.Priority)];
        return step.HasEnded || candidates.Count > 0 ? step : StepResult.Stop(TapReason.NoCommonApplication);
    }

    /// <summary>Reads the directory's records until there are no more; without a directory nothing is found.</summary>
    private static StepResult ReadDirectory(
        CardSession card, IReadOnlyList<ReaderApplication> applications, List<Candidate> found)
    {
        var step = card.Exchange(CommandApdu.Select(DirectoryName), out var response);
        if (step.HasEnded || !response.Status.IsSuccess || !TryFindFile(response.Data, out var file))
        {
            return response.Status == StatusWord.FunctionNotSupported
                ? StepResult.Stop(TapReason.CardRefused)
                : step;
        }

        for (var record = 1; record <= MaxRecords && found.Count < MaxEntries; record++)
        {
            step = card.Exchange(CommandApdu.ReadRecord(file, record), out response);
            if (step.HasEnded || !response.Status.IsSuccess)
            {
                return step;
            }

            if (CardAnswer.TryOpen(response.Data, EmvTags.RecordTemplate, out var content)
                && BerTlv.TryReadTree(content, out var entries, out _))
            {
                found.AddRange(entries.Where(node => node.Tag == EmvTags.ApplicationTemplate)
                    .SelectMany(entry => Match(entry, applications))
                    .Take(MaxEntries - found.Count));
            }
        }

        return step;
    }

    private static bool TryFindFile(ReadOnlyMemory<byte> answer, out int file)
    {
        file = 0;
        if (!CardAnswer.TryOpen(answer, EmvTags.FileControlTemplate, out var content)
            || !BerTlv.TryReadTree(content, out var nodes, out _))
        {
            return false;
        }

        var value = nodes.Where(node => node.Tag == EmvTags.FileControlProprietaryTemplate)
            .SelectMany(node => node.Children)
            .FirstOrDefault(node => node.Tag == EmvTags.ShortFileIdentifier)?.Value ?? default;
        file = value.Length == 1 ? value.Span[0] : 0;
        return file is >= 1 and <= 10;
    }

    private static IEnumerable<Candidate> Match(BerTlvNode entry, IReadOnlyList<ReaderApplication> applications)
    {
        var name = entry.Children
            .FirstOrDefault(node => node.Tag == EmvTags.ApplicationDedicatedFileName)?.Value ?? default;
        var priority = entry.Children.FirstOrDefault(node => node.Tag == EmvTags.PriorityIndicator)?.Value ?? default;
        var match = applications.FirstOrDefault(
            application => name.Length is >= 5 and <= 16 && application.Matches(name.Span));
        if (match is not null)
        {
            yield return new Candidate(name, match, priority.IsEmpty ? 0 : priority.Span[0] & 0x0F);
        }
    }

    /// <summary>Tries the terminal's names one by one; the card names itself in its answer (12.3.3).</summary>
    private static StepResult TryNames(
        CardSession card, IReadOnlyList<ReaderApplication> applications, List<Candidate> found)
    {
        var step = StepResult.Done;
        foreach (var application in applications)
        {
            step = card.Exchange(CommandApdu.Select(application.Identifier), out var response);
            if (step.HasEnded)
            {
                return step;
            }

            if (response.Status.IsSuccess
                && CardAnswer.TryOpen(response.Data, EmvTags.FileControlTemplate, out var content)
                && BerTlv.TryReadTree(content, out var nodes, out _)
                && nodes.FirstOrDefault(node => node.Tag == EmvTags.DedicatedFileName) is { } name
                && application.Matches(name.Value.Span))
            {
                found.Add(new Candidate(name.Value, application, Priority(nodes)));
            }
        }

        return step;
    }

    private static int Priority(IEnumerable<BerTlvNode> nodes)
    {
        var value = nodes.Where(node => node.Tag == EmvTags.FileControlProprietaryTemplate)
            .SelectMany(node => node.Children)
            .FirstOrDefault(node => node.Tag == EmvTags.PriorityIndicator)?.Value ?? default;
        return value.IsEmpty ? 0 : value.Span[0] & 0x0F;
    }
}
