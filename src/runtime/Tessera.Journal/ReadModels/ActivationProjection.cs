using Tessera.Core;
using Tessera.Core.Activation;
using Tessera.Journal.Projections;

namespace Tessera.Journal.ReadModels;

/// <summary>
/// Requests to turn a card into a token, and the funnel: how many reached which step on which path, by issuer and
/// wallet. Before a path is decided it counts under path 0.
/// </summary>
public sealed class ActivationProjection : IProjection
{
    public string Name => "activations";

    public int Version => 1;

    public IReadOnlyList<string> Tables => ["provisioning", "activation_funnel"];

    public IReadOnlyList<Type> Kinds => [typeof(ActivationEvent)];

    public string Schema => """
        CREATE TABLE provisioning (
          number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, card TEXT NOT NULL, device TEXT NOT NULL,
          requestor INTEGER NOT NULL, issuer_book INTEGER NOT NULL, state INTEGER NOT NULL, path INTEGER NOT NULL,
          reasons INTEGER NOT NULL, token TEXT NOT NULL, codes_refused INTEGER NOT NULL,
          started_at INTEGER NOT NULL, changed_at INTEGER NOT NULL);
        CREATE TABLE activation_funnel (
          issuer_book INTEGER NOT NULL, requestor INTEGER NOT NULL, path INTEGER NOT NULL, step TEXT NOT NULL,
          count INTEGER NOT NULL, PRIMARY KEY (issuer_book, requestor, path, step)) WITHOUT ROWID;
        """;

    public void Apply(EventPosition position, CoreEvent change, ReadModelWriter writer)
    {
        switch (change)
        {
            case ActivationEvent.EligibilityConfirmed e:
                Insert(position, e, writer);
                break;
            case ActivationEvent.TermsAccepted e:
                Move(e.Provisioning, e, ActivationStep.TermsAccepted, ProvisioningState.TermsAccepted, writer);
                break;
            case ActivationEvent.PathDecided e:
                Decide(e, writer);
                break;
            case ActivationEvent.CodeIssued e:
                Move(e.Provisioning, e, ActivationStep.CodeIssued, ProvisioningState.StepUp, writer);
                break;
            case ActivationEvent.CodeRefused e:
                RefuseCode(e, writer);
                break;
            case ActivationEvent.IdentityConfirmed e:
                Move(e.Provisioning, e, ActivationStep.IdentityConfirmed, ProvisioningState.Approved, writer);
                break;
            case ActivationEvent.IdentityRefused e:
                Move(e.Provisioning, e, ActivationStep.Declined, ProvisioningState.Declined, writer);
                break;
            case ActivationEvent.Completed e:
                Move(e.Provisioning, e, ActivationStep.Completed, ProvisioningState.Completed, writer);
                break;
        }
    }

    private static void Insert(
        EventPosition position, ActivationEvent.EligibilityConfirmed e, ReadModelWriter writer)
    {
        writer.Execute(
            "INSERT INTO provisioning VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, 0, '', 0, ?8, ?8)",
            position.Number,
            e.Provisioning.Id.ToString(),
            e.Provisioning.Card.ToString(),
            e.Provisioning.Device.ToString(),
            checked((long)e.Provisioning.Requestor),
            (long)e.Provisioning.IssuerBook,
            (long)e.Provisioning.State,
            e.At.Nanoseconds);
        Count(e.Provisioning.Id, ActivationStep.Eligible, writer);
    }

    private static void Decide(ActivationEvent.PathDecided e, ReadModelWriter writer)
    {
        var state = e.Path switch
        {
            ActivationPath.Green => ProvisioningState.Approved,
            ActivationPath.Red => ProvisioningState.Declined,
            _ => ProvisioningState.StepUp,
        };
        writer.Execute(
            "UPDATE provisioning SET path = ?2, reasons = ?3, token = ?4 WHERE id = ?1",
            e.Provisioning.ToString(),
            (long)e.Path,
            (long)e.Reasons,
            e.Token == default ? "" : e.Token.ToString());
        Move(e.Provisioning, e, ActivationStep.PathDecided, state, writer);
        if (state == ProvisioningState.Declined)
        {
            Count(e.Provisioning, ActivationStep.Declined, writer);
        }
    }

    private static void RefuseCode(ActivationEvent.CodeRefused e, ReadModelWriter writer)
    {
        writer.Execute(
            "UPDATE provisioning SET codes_refused = codes_refused + 1 WHERE id = ?1", e.Provisioning.ToString());
        Count(e.Provisioning, ActivationStep.CodeRefused, writer);
        if (e.AttemptsLeft == 0)
        {
            Move(e.Provisioning, e, ActivationStep.Declined, ProvisioningState.Declined, writer);
        }
    }

    private static void Move(
        ProvisioningId provisioning, CoreEvent e, string step, ProvisioningState state, ReadModelWriter writer)
    {
        writer.Execute(
            "UPDATE provisioning SET state = ?2, changed_at = ?3 WHERE id = ?1",
            provisioning.ToString(),
            (long)state,
            e.At.Nanoseconds);
        Count(provisioning, step, writer);
    }

    private static void Count(ProvisioningId provisioning, string step, ReadModelWriter writer) => writer.Execute(
        """
        INSERT INTO activation_funnel SELECT issuer_book, requestor, path, ?2, 1 FROM provisioning WHERE id = ?1
        ON CONFLICT DO UPDATE SET count = count + 1
        """,
        provisioning.ToString(),
        step);
}
