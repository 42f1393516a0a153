namespace Tessera.Primitives;

/// <summary>What is known of one currency or operator unit.</summary>
/// <param name="Number">ISO 4217 number, or above 999.</param>
/// <param name="Code">Letters, unique among all.</param>
/// <param name="Exponent">Decimals between major and minor unit, 0 to 6.</param>
/// <param name="Issuer">Who issues an operator unit; empty for ISO 4217.</param>
public readonly record struct CurrencyUnit(ushort Number, string Code, int Exponent, string Issuer);
