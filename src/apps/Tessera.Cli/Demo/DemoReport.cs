using Tessera.Client.Activation;
using Tessera.Client.Payments;
using Tessera.Client.Settlement;
using Tessera.Client.Statistics;

namespace Tessera.Cli.Demo;

/// <summary>Everything that the demo did, as <c>--json</c> prints it.</summary>
internal sealed class DemoReport
{
    public List<DemoStep> Steps { get; } = [];

    public List<Provisioning> Activations { get; } = [];

    public List<Payment> Payments { get; } = [];

    public string Receipt { get; set; } = "";

    public DemoLedger? Ledger { get; set; }

    public SettlementReport? Settlement { get; set; }

    public DemoStatistics? Statistics { get; set; }
}
