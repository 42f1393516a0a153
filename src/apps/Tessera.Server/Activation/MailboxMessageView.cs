namespace Tessera.Server.Activation;

/// <summary>A delivered code; exists in the test world only.</summary>
public sealed record MailboxMessageView
{
    public required string Provisioning { get; init; }

    public required string Method { get; init; }

    public required string Code { get; init; }

    /// <summary>Hides the code.</summary>
    public override string ToString() => $"{nameof(MailboxMessageView)} {{ Provisioning = {Provisioning} }}";
}
