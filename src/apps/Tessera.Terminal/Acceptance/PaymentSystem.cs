namespace Tessera.Terminal.Acceptance;

/// <summary>
/// How a till tells payment systems apart: by the application that paid and, for wallets that share one, by the
/// beginning of the token number.
/// </summary>
/// <param name="Name">Name under which the server counts it.</param>
/// <param name="ApplicationPrefix">Beginning of the AID in hex, upper case.</param>
/// <param name="NumberPrefix">Beginning of the token number; empty for any.</param>
public sealed record PaymentSystem(string Name, string ApplicationPrefix, string NumberPrefix = "")
{
    internal bool Matches(string application, string number) =>
        application.StartsWith(ApplicationPrefix, StringComparison.Ordinal)
        && number.StartsWith(NumberPrefix, StringComparison.Ordinal);

    internal int Weight => ApplicationPrefix.Length + NumberPrefix.Length;
}
