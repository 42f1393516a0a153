// EMV contactless book B, 3: entry point. It prepares a tap, picks an application and starts its kernel.
using Tessera.Emv.Apdu;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Emv.Kernel;

/// <summary>The reader side of a contactless tap (EMV contactless book B). It keeps nothing between taps.</summary>
/// <param name="configuration">What the reader knows about itself.</param>
/// <param name="time">Measures the relay resistance exchange; the system's time when null.</param>
public sealed class ContactlessReader(ReaderConfiguration configuration, TimeProvider? time = null)
{
    private const long MaxAmountMinor = 999_999_999_999;

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>
    /// Runs one tap to its outcome. Whatever the card answers, it returns, after at most 128 exchanges.
    /// </summary>
    /// <param name="request">The tap wanted.</param>
    /// <param name="channel">The card in the field.</param>
    /// <exception cref="InvariantException">
    /// The amount is not in the reader's currency or has over 12 digits.
    /// </exception>
    public TapOutcome Run(TapRequest request, CardChannel channel)
    {
        Check(configuration, request);
        var allowed = configuration.Applications.Where(application => IsWithinLimit(application, request)).ToArray();
        if (allowed.Length == 0)
        {
            return new TapOutcome.EndApplication(TapReason.OverContactlessLimit);
        }

        var session = new CardSession(channel);
        var step = CombinationSelection.Run(session, allowed, out var candidates);
        return step.HasEnded ? step.Outcome! : RunCandidates(request, session, candidates);
    }

    internal static void Check(ReaderConfiguration configuration, TapRequest request)
    {
        Invariant.Check(request.Amount.Currency == configuration.Currency, "a tap is in the reader's currency");
        Invariant.Check(request.Amount.Minor is >= 0 and <= MaxAmountMinor, "an amount has at most twelve digits");
        Invariant.Check(request.OtherMinor is >= 0 and <= MaxAmountMinor, "the other amount has at most twelve digits");
        Invariant.Check(request.SequenceNumber is >= 0 and <= 99_999_999, "the sequence number has at most 8 digits");
    }

    private static bool IsWithinLimit(ReaderApplication application, TapRequest request)
    {
        // Whether the device verifies its holder is known only later, so Kernel 2 starts with the wider limit.
        var limit = application.KernelId == ReaderApplication.MChipKernel
            ? Math.Max(application.Limits.TransactionMinor, application.Limits.OnDeviceTransactionMinor)
            : application.Limits.TransactionMinor;
        return request.Amount.Minor <= limit;
    }

    private TapOutcome RunCandidates(TapRequest request, CardSession session, IReadOnlyList<Candidate> candidates)
    {
        var last = TapReason.NoCommonApplication;
        foreach (var candidate in candidates)
        {
            var outcome = RunCandidate(request, session, candidate);
            if (outcome is not TapOutcome.SelectNext next)
            {
                return outcome;
            }

            last = next.Reason;
        }

        return new TapOutcome.EndApplication(last);
    }

    private TapOutcome RunCandidate(TapRequest request, CardSession session, Candidate candidate)
    {
        var step = session.Exchange(CommandApdu.Select(candidate.Name), out var response);
        if (step.HasEnded)
        {
            return step.Outcome!;
        }

        if (!response.Status.IsSuccess)
        {
            return new TapOutcome.SelectNext(TapReason.CardRefused);
        }

        var flow = new TapFlow(configuration, request, candidate, session) { Time = _time };
        if (!TryReadControl(response.Data, flow, out var list))
        {
            return new TapOutcome.SelectNext(TapReason.BadCardAnswer);
        }

        return candidate.Application.KernelId switch
        {
            ReaderApplication.QvsdcKernel => QvsdcFlow.Run(flow, list),
            ReaderApplication.MChipKernel => MChipFlow.Run(flow, list),
            _ => new TapOutcome.SelectNext(TapReason.NoCommonApplication),
        };
    }

    /// <summary>Reads the file control information: the name must be the one selected (EMV Book 1, 11.3.4).</summary>
    internal static bool TryReadControl(ReadOnlyMemory<byte> answer, TapFlow flow, out DataObjectList list)
    {
        list = DataObjectList.Empty;
        if (!CardAnswer.TryOpen(answer, EmvTags.FileControlTemplate, out var content)
            || !BerTlv.TryReadTree(content, out var nodes, out _))
        {
            return false;
        }

        var name = nodes.FirstOrDefault(node => node.Tag == EmvTags.DedicatedFileName)?.Value ?? default;
        if (!name.Span.SequenceEqual(flow.Candidate.Name.Span))
        {
            return false;
        }

        flow.Card.Set(EmvTags.DedicatedFileName, name.Span);
        var encoded = nodes
            .Where(node => node.Tag == EmvTags.FileControlProprietaryTemplate)
            .SelectMany(node => node.Children)
            .FirstOrDefault(node => node.Tag == EmvTags.Pdol);
        return encoded is null || DataObjectList.TryRead(encoded.Value.Span, out list, out _);
    }
}
