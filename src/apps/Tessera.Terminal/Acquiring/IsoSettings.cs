using Tessera.Iso8583;

namespace Tessera.Terminal.Acquiring;

/// <summary>The agreement with an acquirer over ISO 8583.</summary>
public sealed record IsoSettings
{
    public required string Host { get; init; }

    public int Port { get; init; } = 8583;

    public Dialect Dialect { get; init; } = Dialect.Ascii1987Hex;

    /// <summary>DE32: the acquirer in whose name the link signs on.</summary>
    public required string Acquirer { get; init; }

    /// <summary>DE41, eight characters.</summary>
    public required string TerminalNumber { get; init; }

    /// <summary>DE42, up to fifteen characters.</summary>
    public string MerchantNumber { get; init; } = "";

    /// <summary>DE18.</summary>
    public int MerchantCategoryCode { get; init; }

    /// <summary>
    /// Makes the eight bytes of DE64 or DE128 over the message before them, under the link's zone key. Null on links
    /// that TLS or loopback protects; otherwise answers without a right code are passed over.
    /// </summary>
    public Func<byte[], byte[]>? Mac { get; init; }

    /// <summary>How long one request waits for its answer.</summary>
    public TimeSpan AnswerTime { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How often one request is sent in all before it is reversed.</summary>
    public int Attempts { get; init; } = 2;

    /// <summary>How often one reversal is sent in all before it waits for better times.</summary>
    public int ReversalAttempts { get; init; } = 3;

    /// <summary>Where the link goes; keys stay out of it.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
