namespace Tessera.Core.Tokens;

public abstract record TokenCommand(TokenId Token, TokenActor Actor, string Reason) : Command
{
    public sealed record Suspend(TokenId Token, TokenActor Actor, string Reason) : TokenCommand(Token, Actor, Reason);

    public sealed record Resume(TokenId Token, TokenActor Actor, string Reason) : TokenCommand(Token, Actor, Reason);

    public sealed record Delete(TokenId Token, TokenActor Actor, string Reason) : TokenCommand(Token, Actor, Reason);

    // The device has opened the next limited-use key; IsProven is the Hsm's word for it.
    public sealed record ReplaceKey(TokenId Token, ulong KeyId, int KeyNumber, bool IsProven)
        : TokenCommand(Token, TokenActor.Holder, "");
}
