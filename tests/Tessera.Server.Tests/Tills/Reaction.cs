namespace Tessera.Server.Tests.Tills;

/// <summary>What the acquirer on loopback does with a message.</summary>
public enum Reaction
{
    Approve,
    Decline,
    NotFound,
    NotPermitted,
    IssuerDown,
    Silence,
    Hang,
    Garbage,
    WrongTrace,
    WrongAmount,
}
