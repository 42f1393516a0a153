using Tessera.Cli.Conformance.Topics;

namespace Tessera.Cli.Conformance;

/// <summary>Every topic that a shipped codec claims; one line per topic.</summary>
internal static class TopicList
{
    public static IReadOnlyList<ITopic> All { get; } =
    [
        new CheckDigitsTopic(),
        new CurrencyTopic(),
        new EmvCryptogramTopic(),
        new EmvDynamicCvvTopic(),
        new EmvFieldsTopic(),
        new EmvFlowsTopic(),
        new EmvKeyDerivationTopic(),
        new EmvOdaTopic(),
        new EmvTlvTopic(),
        new Iso8583Topic(),
    ];
}
