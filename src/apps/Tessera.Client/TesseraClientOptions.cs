namespace Tessera.Client;

/// <summary>How a client reaches a server. The base address lives on the HttpClient.</summary>
public sealed record TesseraClientOptions
{
    /// <summary>The secret key (<c>sk_test_…</c>); keep it out of logs.</summary>
    public string? ApiKey { get; init; }

    /// <summary>How often one call is tried in all when its outcome is unknown or the server is busy.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>Pause before the second attempt; doubles from then on.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Hides the key.</summary>
    public override string ToString() => $"{nameof(TesseraClientOptions)} {{ Attempts = {Attempts} }}";
}
