using Tessera.Core.Activation;
using Tessera.Core.Cards;
using Tessera.Core.Clearing;
using Tessera.Core.Controls;
using Tessera.Core.Directory;
using Tessera.Core.Disputes;
using Tessera.Core.Partners;
using Tessera.Core.Payments;
using Tessera.Core.Settlement;
using Tessera.Core.Tokens;

namespace Tessera.Core;

// What a snapshot holds beside the great tables.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record ShardSnapshotContent
{
    [Order(1)]
    public required Timestamp LastAt { get; init; }

    [Order(2)]
    public required DirectoryState Directory { get; init; }

    [Order(10)]
    public required PaymentTableSnapshot Payments { get; init; }

    [Order(11)]
    public required SettlementSnapshot Settlement { get; init; }

    [Order(15)]
    public required PartnerSnapshot Partners { get; init; }

    [Order(16)]
    public required ControlsSnapshot Controls { get; init; }

    [Order(17)]
    public required ClearingCase[] ClearingCases { get; init; }

    [Order(19)]
    public required Chargeback[] Chargebacks { get; init; }

    [Order(20)]
    public required long ColdKeyCount { get; init; }
}
