namespace Tessera.Simulation.Actors;

/// <summary>A tap that a till was told to be approved.</summary>
internal sealed record MadeSale(
    TillPlace Place, SimPhone Phone, PaymentId Payment, long AmountMinor, byte[] Request)
{
    /// <summary>What the shop believes to have taken and given back.</summary>
    public long CapturedMinor { get; set; }

    public bool IsClosed { get; set; }
}
