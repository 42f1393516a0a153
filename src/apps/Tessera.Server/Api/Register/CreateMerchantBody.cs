namespace Tessera.Server.Api.Register;

public sealed record CreateMerchantBody
{
    public required string Name { get; init; }

    public required string CategoryCode { get; init; }

    public required string Currency { get; init; }

    public required int Country { get; init; }

    public string? Acquirer { get; init; }

    public int? FeeBasisPoints { get; init; }

    public long? FeeFixed { get; init; }
}
