using Tessera.Core.Directory;
using Tessera.Core.Ledger;
using Tessera.Server.World;

namespace Tessera.Server.Api.Register;

public sealed record TokenRequestorView
{
    public required string Id { get; init; }

    public string Object => "token_requestor";

    public string Number => Id;

    public required string Name { get; init; }

    public required string PaymentSystem { get; init; }

    public string? Wallet { get; init; }

    public required int WalletFeeBasisPoints { get; init; }

    public int? KeyUses { get; init; }

    public int? KeyLifeHours { get; init; }

    public static TokenRequestorView Of(TokenRequestor requestor, DirectoryState directory) => new()
    {
        Id = WireText.Number(requestor.Number),
        Name = requestor.Name,
        PaymentSystem = requestor.PaymentSystem,
        Wallet = requestor.WalletBook == 0
            ? null : directory.FindParticipant(new BookId(requestor.WalletBook))?.Id.ToString(),
        WalletFeeBasisPoints = requestor.WalletFeeBasisPoints,
        KeyUses = requestor.IsCloud ? requestor.KeyUses : null,
        KeyLifeHours = requestor.IsCloud ? requestor.KeyLifeHours : null,
    };
}
