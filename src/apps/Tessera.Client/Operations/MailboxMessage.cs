namespace Tessera.Client.Operations;

/// <summary>A one-time code as the demo's messenger delivered it; exists in the test world only.</summary>
public sealed record MailboxMessage
{
    public required string Provisioning { get; init; }

    public required string Method { get; init; }

    public required string Code { get; init; }

    /// <summary>Hides the code.</summary>
    public override string ToString() => $"{nameof(MailboxMessage)} {{ Provisioning = {Provisioning} }}";
}
