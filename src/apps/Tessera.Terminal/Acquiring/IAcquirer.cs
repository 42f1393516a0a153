namespace Tessera.Terminal.Acquiring;

/// <summary>The acquirer as a till sees it, over REST or ISO 8583.</summary>
public interface IAcquirer
{
    /// <summary>Whether this way carries the track of the old mag-stripe mode.</summary>
    bool TakesTracks => false;

    /// <summary>Asks for one tap. Time-outs are repeated within; what stays unknown is remembered for later.</summary>
    Task<AcquirerAnswer> AuthoriseAsync(Sale sale, CancellationToken cancel);

    /// <summary>Clears up taps whose outcome stayed unknown, so that none holds money; gives how many remain.</summary>
    Task<int> ResolveUnknownAsync(CancellationToken cancel);

    /// <summary>Reports a tap refused by the merchant's policy; false when this way cannot carry it.</summary>
    Task<bool> TryReportRefusedAsync(string system, CancellationToken cancel);
}
