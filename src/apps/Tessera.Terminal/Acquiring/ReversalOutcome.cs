namespace Tessera.Terminal.Acquiring;

/// <summary>What the answer to a reversal says.</summary>
internal enum ReversalOutcome
{
    /// <summary>Nothing certain: it is to be sent again.</summary>
    Open = 0,

    /// <summary>Nothing is held any more.</summary>
    Released = 1,

    /// <summary>The acquirer will not reverse it, however often it is asked.</summary>
    Refused = 2,
}
