using System.Text.Json;
using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Journal.Projections;
using Tessera.Primitives;

namespace Tessera.Journal.ReadModels;

/// <summary>
/// The acceptance map: which merchant takes which payment system, and since when it does or does not. A system is known
/// from the first range, requestor or refusal that names it.
/// </summary>
public sealed class AcceptanceProjection : IProjection
{
    public string Name => "acceptance";

    public int Version => 1;

    public IReadOnlyList<string> Tables => ["acceptance_system", "acceptance_merchant", "acceptance"];

    public IReadOnlyList<Type> Kinds => [typeof(DirectoryEvent)];

    public string Schema => """
        CREATE TABLE acceptance_system (system TEXT PRIMARY KEY, since INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE acceptance_merchant (merchant TEXT PRIMARY KEY, acquirer_book INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE acceptance (
          merchant TEXT NOT NULL, system TEXT NOT NULL, accepts INTEGER NOT NULL, since INTEGER NOT NULL,
          PRIMARY KEY (merchant, system)) WITHOUT ROWID;
        """;

    public void Apply(EventPosition position, CoreEvent change, ReadModelWriter writer)
    {
        switch (change)
        {
            case DirectoryEvent.RangeRegistered { Range.RequestorNumber: 0 } e:
                AddSystem(e.Range.PaymentSystem, e.At, writer);
                break;
            case DirectoryEvent.RequestorRegistered e:
                AddSystem(e.Requestor.PaymentSystem, e.At, writer);
                break;
            case DirectoryEvent.MerchantRegistered e:
                var merchant = e.Merchant.Id.ToString();
                writer.Execute(
                    "INSERT INTO acceptance_merchant VALUES (?1, ?2)", merchant, (long)e.Merchant.AcquirerBook);
                writer.Execute(
                    "INSERT INTO acceptance SELECT ?1, system, 1, ?2 FROM acceptance_system",
                    merchant,
                    e.At.Nanoseconds);
                Refuse(merchant, e.Merchant.RefusedSystems, e.At, writer);
                break;
            case DirectoryEvent.AcceptanceSet e:
                Refuse(e.Merchant.ToString(), e.RefusedSystems, e.At, writer);
                break;
        }
    }

    private static void AddSystem(string system, Timestamp at, ReadModelWriter writer)
    {
        var added = writer.Execute(
            "INSERT INTO acceptance_system VALUES (?1, ?2) ON CONFLICT DO NOTHING", system, at.Nanoseconds);
        if (added > 0)
        {
            writer.Execute(
                "INSERT INTO acceptance SELECT merchant, ?1, 1, ?2 FROM acceptance_merchant WHERE 1 "
                + "ON CONFLICT DO NOTHING",
                system,
                at.Nanoseconds);
        }
    }

    /// <summary>What did not change keeps its date.</summary>
    private static void Refuse(string merchant, string[] refused, Timestamp at, ReadModelWriter writer)
    {
        foreach (var system in refused)
        {
            AddSystem(system, at, writer);
        }

        writer.Execute(
            """
            UPDATE acceptance SET accepts = 1 - accepts, since = ?3
            WHERE merchant = ?1 AND accepts = (system IN (SELECT value FROM json_each(?2)))
            """,
            merchant,
            JsonSerializer.Serialize(refused),
            at.Nanoseconds);
    }
}
