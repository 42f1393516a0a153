namespace Tessera.Client.Directory;

/// <summary>Registers a range of card or token numbers; the server makes the issuer's keys for it.</summary>
public sealed record CreateAccountRange
{
    /// <summary>6 to 11 digits with which its numbers begin.</summary>
    public required string Prefix { get; init; }

    /// <summary>Digits of a number, 12 to 19; tokens 13 to 19.</summary>
    public required int NumberLength { get; init; }

    public required RangeKind Kind { get; init; }

    /// <summary>Id of the participant whose accounts the numbers stand for.</summary>
    public required string Issuer { get; init; }

    /// <summary>Id of the participant that takes the scheme fee.</summary>
    public required string Network { get; init; }

    /// <summary>The name under which usage share counts the payments of a range without a token requestor.</summary>
    public required string PaymentSystem { get; init; }

    /// <summary>Number of the requestor whose tokens these are; only for a token range.</summary>
    public string? TokenRequestor { get; init; }

    /// <summary>How the AID of its cards and tokens must begin, hex; empty is not checked.</summary>
    public required string ApplicationPrefix { get; init; }

    /// <summary>credit, debit or prepaid: what rows of the fee table ask for.</summary>
    public string? Product { get; init; }

    /// <summary>Plain cards of the range may also pay in the old contactless mag-stripe mode. Off unless set.</summary>
    public bool MagStripe { get; init; }
}
