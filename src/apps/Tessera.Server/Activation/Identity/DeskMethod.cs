namespace Tessera.Server.Activation.Identity;

/// <summary>How the desk met the cardholder.</summary>
public enum DeskMethod
{
    InPerson = 1,
    Call = 2,
}
