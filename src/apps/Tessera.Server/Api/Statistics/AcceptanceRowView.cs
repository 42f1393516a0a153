namespace Tessera.Server.Api.Statistics;

public sealed record AcceptanceRowView(string Merchant, string System, bool Accepts, string Since);
