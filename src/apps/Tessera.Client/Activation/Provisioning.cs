namespace Tessera.Client.Activation;

/// <summary>One attempt to put a card on a phone. Answers to a step hold what that step decided.</summary>
public sealed record Provisioning
{
    public required string Id { get; init; }

    public ProvisioningState State { get; init; }

    /// <summary>Unknown until the device is linked.</summary>
    public ProvisioningPath Path { get; init; }

    /// <summary>Why the issuer chose the path.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>To be accepted, while the state is eligible.</summary>
    public Terms? Terms { get; init; }

    /// <summary>Ways to receive a one-time code, on the yellow path.</summary>
    public IReadOnlyList<CodeMethod> CodeMethods { get; init; } = [];

    /// <summary>What may prove the cardholder's identity, while that is awaited.</summary>
    public IReadOnlyList<string> IdentityMethods { get; init; } = [];

    public int CodeAttemptsLeft { get; init; }

    public string? Token { get; init; }

    public string? Card { get; init; }

    public string? CardLastFour { get; init; }

    public string? Device { get; init; }
}
