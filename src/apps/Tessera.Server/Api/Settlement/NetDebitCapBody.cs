namespace Tessera.Server.Api.Settlement;

/// <summary>Without a cap the participant has none.</summary>
public sealed record NetDebitCapBody
{
    public required string Currency { get; init; }

    public long? Cap { get; init; }

    /// <summary>Of the cap; 8000 when left out.</summary>
    public int? AlarmBasisPoints { get; init; }
}
