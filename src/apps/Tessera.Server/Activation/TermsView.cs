namespace Tessera.Server.Activation;

public sealed record TermsView(int Version, string Url)
{
    /// <summary>The terms in force.</summary>
    public static TermsView Current { get; } = new(1, "/docs/terms/1");
}
