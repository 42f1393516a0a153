namespace Tessera.Client.Activation;

/// <summary>The version of the terms that the holder read and accepted.</summary>
public sealed record AcceptTerms(int TermsVersion);
