namespace Tessera.Client.Activation;

/// <summary>One attempt to put a card on a phone.</summary>
public sealed record Provisioning
{
    public required string Id { get; init; }

    public ProvisioningPath Path { get; init; }

    public ProvisioningState State { get; init; }

    /// <summary>Why the issuer chose the path.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Ways to receive a one-time code (yellow path).</summary>
    public IReadOnlyList<CodeMethod> CodeMethods { get; init; } = [];

    public int CodeAttemptsLeft { get; init; }

    public string? Token { get; init; }

    public string? Card { get; init; }

    public string? Device { get; init; }

    public string? Created { get; init; }
}
