using Tessera.Client.Statistics;

namespace Tessera.Cli.Demo;

internal sealed record DemoStatistics(ActivationFunnel Activations, IReadOnlyList<UsageRow> Usage);
