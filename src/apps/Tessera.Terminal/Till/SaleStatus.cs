namespace Tessera.Terminal.Till;

/// <summary>How a sale ended at the till.</summary>
public enum SaleStatus
{
    /// <summary>Approved.</summary>
    Approved = 1,

    /// <summary>Declined by the card, the terminal or the issuer.</summary>
    Declined = 2,

    /// <summary>Refused by the merchant's own policy; nothing was sent.</summary>
    Refused = 3,

    /// <summary>The shopper should tap again.</summary>
    TapAgain = 4,

    /// <summary>The card cannot be used here.</summary>
    NotUsable = 5,

    /// <summary>No answer came; the till takes back what may have been approved.</summary>
    Unknown = 6,
}
