using Tessera.Client.Activation;
using Tessera.Client.Cards;
using Tessera.Client.Controls;
using Tessera.Client.Directory;
using Tessera.Client.Disputes;
using Tessera.Client.Fees;
using Tessera.Client.Operations;
using Tessera.Client.Partners;
using Tessera.Client.Payments;
using Tessera.Client.Settlement;
using Tessera.Client.Statistics;
using Tessera.Client.Tokens;
using Tessera.Client.Wire;

namespace Tessera.Client;

/// <summary>The typed client of Tessera's REST API; one property per resource. Thread-safe.</summary>
public sealed class TesseraClient
{
    public TesseraClient(HttpClient http, TesseraClientOptions options)
    {
        var transport = new ApiTransport(http, options);
        Cards = new CardsClient(transport);
        Accounts = new AccountsClient(transport);
        Provisionings = new ProvisioningsClient(transport);
        Tokens = new TokensClient(transport);
        StepUps = new StepUpsClient(transport);
        Devices = new DevicesClient(transport);
        Participants = new ParticipantsClient(transport);
        Merchants = new MerchantsClient(transport);
        Terminals = new TerminalsClient(transport);
        TokenRequestors = new TokenRequestorsClient(transport);
        AccountRanges = new AccountRangesClient(transport);
        Fees = new FeesClient(transport);
        Policies = new PoliciesClient(transport);
        Payments = new PaymentsClient(transport);
        Settlements = new SettlementsClient(transport);
        Chargebacks = new ChargebacksClient(transport);
        Presentments = new PresentmentsClient(transport);
        PartnerMessages = new PartnerMessagesClient(transport);
        Statistics = new StatisticsClient(transport);
        Events = new EventsClient(transport);
        ApiKeys = new ApiKeysClient(transport);
        Mailbox = new MailboxClient(transport);
    }

    public CardsClient Cards { get; }

    public AccountsClient Accounts { get; }

    public ProvisioningsClient Provisionings { get; }

    public TokensClient Tokens { get; }

    public StepUpsClient StepUps { get; }

    public DevicesClient Devices { get; }

    public ParticipantsClient Participants { get; }

    public MerchantsClient Merchants { get; }

    public TerminalsClient Terminals { get; }

    public TokenRequestorsClient TokenRequestors { get; }

    public AccountRangesClient AccountRanges { get; }

    public FeesClient Fees { get; }

    public PoliciesClient Policies { get; }

    public PaymentsClient Payments { get; }

    public SettlementsClient Settlements { get; }

    public PartnerMessagesClient PartnerMessages { get; }

    public ChargebacksClient Chargebacks { get; }

    public PresentmentsClient Presentments { get; }

    public StatisticsClient Statistics { get; }

    public EventsClient Events { get; }

    public ApiKeysClient ApiKeys { get; }

    public MailboxClient Mailbox { get; }
}
