namespace Tessera.Cli.Load;

/// <summary>A till: DE41, its id, and its shop as DE42 names it and by its id.</summary>
internal sealed record LoadTill(string Code, string Id, string Shop, string ShopId);
