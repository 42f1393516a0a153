namespace Tessera.Client.Fees;

/// <summary>One row of a fee table. What is left out fits every presentment; the first row that fits holds.</summary>
public sealed record FeeRow
{
    /// <summary>A merchant category, or with <see cref="CategoryTo"/> the first of several.</summary>
    public string? CategoryFrom { get; init; }

    public string? CategoryTo { get; init; }

    /// <summary>How the prefix of the account range begins.</summary>
    public string? Prefix { get; init; }

    public string? PaymentSystem { get; init; }

    /// <summary>present or remote.</summary>
    public string? Presence { get; init; }

    /// <summary>credit, debit or prepaid.</summary>
    public string? Product { get; init; }

    /// <summary>domestic or cross.</summary>
    public string? Border { get; init; }

    public required FeeRate Interchange { get; init; }

    public required FeeRate Scheme { get; init; }

    /// <summary>In place of the fee of the wallet's own contract.</summary>
    public FeeRate? Wallet { get; init; }
}
