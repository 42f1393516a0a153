namespace Tessera.Server.Api.Settlement;

public sealed record FeeReportView(string BusinessDate, IReadOnlyList<FeeCheckView> Currencies)
{
    public string Object => "fee_report";
}
