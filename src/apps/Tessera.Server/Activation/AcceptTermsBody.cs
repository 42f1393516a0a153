namespace Tessera.Server.Activation;

public sealed record AcceptTermsBody
{
    public required int TermsVersion { get; init; }
}
