using Tessera.Hsm;
using Tessera.Hsm.Subjects;
using Tessera.Hsm.Vault;
using Tessera.Journal.Projections;
using Tessera.Journal.ReadModels;
using Tessera.Journal.Shards;

namespace Tessera.Server.World;

/// <summary>The parts that every door works on: one world, its shard, keys and stores.</summary>
public sealed class TesseraWorld
{
    public required Shard Shard { get; init; }

    public required ReadModelFile ReadModels { get; init; }

    public required ProjectionHost Projections { get; init; }

    public required EventFeed Feed { get; init; }

    public required IPaymentHsm Hsm { get; init; }

    public required PanVault Vault { get; init; }

    public required SubjectStore Subjects { get; init; }

    public required WorldKeys Keys { get; init; }

    public required DirectoryCache Directory { get; init; }

    public required CommandRunner Commands { get; init; }

    public required TimeProvider Time { get; init; }
}
