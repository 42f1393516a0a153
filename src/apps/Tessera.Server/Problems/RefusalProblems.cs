using Tessera.Core;

namespace Tessera.Server.Problems;

/// <summary>Core's refusals as problems; the wording is Core's table.</summary>
internal static class RefusalProblems
{
    public static Problem Of(Refusal refusal)
    {
        var row = RefusalTable.Of(refusal);
        return new Problem(Kind(row), row.Title) { AdviceCode = Advice(row) };
    }

    /// <summary>A decision against the caller: the code of a decline is also its decline code.</summary>
    public static Problem Decline(Refusal refusal)
    {
        var problem = Of(refusal);
        return problem with { DeclineCode = problem.Code };
    }

    public static ProblemKind Kind(RefusalRow row) => new(row.Code, row.HttpStatus, row.Title, AdviceText(row.Advice));

    public static string Advice(RefusalRow row) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower
        .ConvertName(row.Advice.ToString());

    private static string AdviceText(RefusalAdvice advice) => advice switch
    {
        RefusalAdvice.DoNotTryAgain => "Do not try again.",
        RefusalAdvice.TryAgainLater => "Try again later.",
        RefusalAdvice.CorrectAndTryAgain => "Correct the request and try again.",
        RefusalAdvice.UseAnotherCard => "Use another card.",
        RefusalAdvice.VerifyAndTryAgain => "Verify the cardholder on the device and try again.",
        _ => "",
    };
}
