namespace Tessera.Server.Api.Payments;

/// <summary>A payment as the API shows it.</summary>
public sealed record PaymentView
{
    public required string Id { get; init; }

    public string Object => "payment";

    public required string State { get; init; }

    public required long Amount { get; init; }

    public required string Currency { get; init; }

    public required long AmountCaptured { get; init; }

    public required long AmountRefunded { get; init; }

    public required string Merchant { get; init; }

    public required string Terminal { get; init; }

    public string? Token { get; init; }

    public string? TokenLastFour { get; init; }

    public string? ResponseCode { get; init; }

    public string? ApprovalCode { get; init; }

    public string? DeclineCode { get; init; }

    public string? AdviceCode { get; init; }

    public string? EmvResponse { get; init; }

    public string? Reference { get; init; }

    public required string Created { get; init; }
}
