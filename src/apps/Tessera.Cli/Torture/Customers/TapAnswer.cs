namespace Tessera.Cli.Torture.Customers;

/// <summary>What a till was told of a tap.</summary>
internal enum TapAnswer
{
    /// <summary>Nothing yet; or it was taken back without ever knowing.</summary>
    Open = 0,
    Approved = 1,
    Declined = 2,
}
