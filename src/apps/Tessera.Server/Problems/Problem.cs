using System.Text.Json.Serialization;

namespace Tessera.Server.Problems;

/// <summary>An RFC 9457 body. It names the place of a fault (<c>param</c>, a JSON path), never a value.</summary>
public sealed record Problem
{
    [JsonConstructor]
    public Problem()
    {
    }

    public Problem(ProblemKind kind, string? detail = null, string? param = null)
    {
        Type = kind.TypeUri;
        Title = kind.Title;
        Status = kind.Status;
        Code = kind.Code;
        RetryAfterSeconds = kind.RetryAfterSeconds;
        Detail = detail ?? kind.Advice;
        Param = param;
    }

    public string Type { get; init; } = "about:blank";

    public string Title { get; init; } = "";

    public int Status { get; init; }

    public string Detail { get; init; } = "";

    public string Code { get; init; } = "";

    public string? Param { get; init; }

    [JsonIgnore]
    public int RetryAfterSeconds { get; init; } = 1;

    public string? DeclineCode { get; init; }

    public string? AdviceCode { get; init; }

    public string? RequestId { get; init; }

    /// <summary>The object the problem is about, such as a declined payment.</summary>
    public Api.Payments.PaymentView? Payment { get; init; }
}
