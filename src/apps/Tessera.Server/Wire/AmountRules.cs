using Tessera.Primitives;

namespace Tessera.Server.Wire;

/// <summary>Turns the amount members of a body into money, or into the one problem that fits.</summary>
internal static class AmountRules
{
    /// <summary>DE4 has twelve digits; one bound at every door.</summary>
    public const long Largest = 999_999_999_999;

    public static bool TryRead(
        WireAmount amount, string currencyText, int? exponent, out Money money, out Problem problem)
    {
        money = default;
        problem = null!;
        if (!Currency.TryFromCode(currencyText, out var currency))
        {
            problem = new Problem(ProblemKinds.CurrencyUnknown, param: "$.currency");
            return false;
        }

        if (exponent is { } stated && stated != currency.Exponent)
        {
            problem = new Problem(ProblemKinds.CurrencyExponentWrong, param: "$.currency_exponent");
            return false;
        }

        if (Fault(amount) is { } fault)
        {
            problem = new Problem(fault, param: "$.amount");
            return false;
        }

        money = new Money(amount.Minor, currency);
        return true;
    }

    private static ProblemKind? Fault(WireAmount amount) => amount switch
    {
        { Kind: WireAmount.Form.Fraction } => ProblemKinds.AmountNotInteger,
        { Kind: WireAmount.Form.Overflow } => ProblemKinds.AmountOverflow,
        { Minor: 0 } => ProblemKinds.AmountZero,
        { Minor: < 0 } => ProblemKinds.AmountNegative,
        { Minor: > Largest } => ProblemKinds.AmountOverflow,
        _ => null,
    };
}
