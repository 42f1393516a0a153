namespace Tessera.Terminal.Acceptance;

/// <summary>What the merchant takes: ways in, and payment systems by name.</summary>
public sealed record AcceptancePolicy
{
    /// <summary>The name when contactless is switched off, or when the till cannot name the system.</summary>
    public const string Contactless = "contactless";

    /// <summary>False switches the reader off: no tap is even begun.</summary>
    public bool TakesContactless { get; init; } = true;

    /// <summary>The systems that the till can name; the longest match counts.</summary>
    public IReadOnlyList<PaymentSystem> Systems { get; init; } = [];

    /// <summary>Names that the merchant does not take.</summary>
    public IReadOnlySet<string> Refused { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The name of the system that a tap belongs to.</summary>
    public string NameOf(ReadOnlySpan<byte> application, string number)
    {
        var text = Convert.ToHexString(application);
        return Systems.Where(system => system.Matches(text, number)).MaxBy(system => system.Weight)?.Name
            ?? Contactless;
    }
}
