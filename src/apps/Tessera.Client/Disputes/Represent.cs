namespace Tessera.Client.Disputes;

/// <summary>Contests a chargeback. Evidence names papers that are kept elsewhere.</summary>
public sealed record Represent(string Evidence);
