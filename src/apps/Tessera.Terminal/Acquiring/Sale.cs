using Tessera.Emv.Kernel;

namespace Tessera.Terminal.Acquiring;

/// <summary>One tap on its way to the acquirer. Prints without card data.</summary>
/// <param name="Authorisation">What the kernel handed over.</param>
/// <param name="TraceNumber">The till's running number, 1 to 999999 (DE11).</param>
/// <param name="LocalTime">Time at the till.</param>
/// <param name="UtcTime">The same moment in UTC.</param>
public sealed record Sale(TapAuthorisation Authorisation, int TraceNumber, DateTime LocalTime, DateTime UtcTime)
{
    public override string ToString() => $"sale {TraceNumber}: {Authorisation}";
}
