namespace Tessera.Core.Partners;

public abstract record PartnerCommand : Command
{
    // The partner answered a message; whatever the code, it is not sent again.
    public sealed record Acknowledge(BookId Partner, long Sequence, string ResponseCode) : PartnerCommand;
}
