using Tessera.Core;
using Tessera.Core.Partners;
using Tessera.Simulation.Checker.Reading;

namespace Tessera.Simulation.Checker.Books;

/// <summary>One node's journal folded once through all models of it.</summary>
internal sealed class NodeModel
{
    private NodeModel(string node, Findings findings)
    {
        Node = node;
        Books = new BooksModel(node, findings);
        Answers = new AnswersModel(node, findings);
        Tokens = new TokensModel(node, findings);
        Payments = new PaymentsModel(node, Books, findings);
    }

    public string Node { get; }

    public BooksModel Books { get; }

    public AnswersModel Answers { get; }

    public PaymentsModel Payments { get; }

    /// <summary>What was to be said to partners, and what they answered.</summary>
    public List<PartnerMessage> Queued { get; } = [];

    public Dictionary<(ushort Book, long Sequence), string> Answered { get; } = [];

    private TokensModel Tokens { get; }

    public static NodeModel Fold(NodeLog log, Findings findings)
    {
        var model = new NodeModel(log.Node, findings);
        try
        {
            foreach (var row in log.Rows)
            {
                foreach (var change in row.Events)
                {
                    model.Take(row.Sequence, change, findings);
                }

                model.Books.EndRow(row.Sequence);
            }
        }
        catch (CheckerException stop)
        {
            findings.Add("C10", log.Node, 0, stop.Message);
        }

        return model;
    }

    private void Take(long sequence, CoreEvent change, Findings findings)
    {
        Books.Take(sequence, change);
        Answers.Take(sequence, change);
        Tokens.Take(sequence, change);
        Payments.Take(sequence, change);
        switch (change)
        {
            case PartnerEvent.Queued e:
                Queued.Add(e.Message);
                break;
            case PartnerEvent.Answered e:
                if (!Answered.TryAdd((e.Book, e.Sequence), e.ResponseCode))
                {
                    findings.Add("C12", Node, sequence, $"message {e.Sequence} was answered twice");
                }

                break;
        }
    }
}
