namespace Tessera.Server.Api.Payments;

public sealed record RefusedAttemptBody
{
    public required string Terminal { get; init; }

    public required string System { get; init; }
}
