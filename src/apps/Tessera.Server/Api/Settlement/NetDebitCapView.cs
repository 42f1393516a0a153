namespace Tessera.Server.Api.Settlement;

public sealed record NetDebitCapView(string Participant, string Currency, long? Cap, int AlarmBasisPoints)
{
    public string Object => "net_debit_cap";
}
