namespace Tessera.Core.Tokens;

public abstract record TokenCommand(TokenId Token, TokenActor Actor, string Reason) : Command
{
    public sealed record Suspend(TokenId Token, TokenActor Actor, string Reason) : TokenCommand(Token, Actor, Reason);

    public sealed record Resume(TokenId Token, TokenActor Actor, string Reason) : TokenCommand(Token, Actor, Reason);

    public sealed record Delete(TokenId Token, TokenActor Actor, string Reason) : TokenCommand(Token, Actor, Reason);
}
