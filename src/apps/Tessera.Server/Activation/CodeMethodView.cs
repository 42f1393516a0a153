namespace Tessera.Server.Activation;

public sealed record CodeMethodView(string Kind);
