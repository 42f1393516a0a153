namespace Tessera.Client.Activation;

/// <summary>The phone as it presents itself. The public key receives the sealed credentials.</summary>
public sealed record DeviceDescription
{
    /// <summary>The id of an earlier activation on the same phone (<c>dev_…</c>), or null for a new phone.</summary>
    public string? Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Free text such as <c>android</c>.</summary>
    public required string Platform { get; init; }

    public required KeyStorage KeyStorage { get; init; }

    public required CardProfile Profile { get; init; }

    /// <summary>P-256 SubjectPublicKeyInfo, base64.</summary>
    public required string PublicKey { get; init; }
}
