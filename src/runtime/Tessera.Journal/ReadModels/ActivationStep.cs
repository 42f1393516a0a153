namespace Tessera.Journal.ReadModels;

/// <summary>Steps of the activation funnel as they are stored and shown.</summary>
public static class ActivationStep
{
    public const string Eligible = "eligible";
    public const string TermsAccepted = "terms_accepted";
    public const string PathDecided = "path_decided";
    public const string CodeIssued = "code_issued";
    public const string CodeRefused = "code_refused";
    public const string IdentityConfirmed = "identity_confirmed";
    public const string Completed = "completed";
    public const string Declined = "declined";
}
