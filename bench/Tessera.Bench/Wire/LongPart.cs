using Tessera.Bench.Measuring;
using Tessera.Bench.Results;

namespace Tessera.Bench.Wire;

/// <summary>Loads whose length is the point: ten minutes at a fixed rate, and a million activations.</summary>
internal static class LongPart
{
    public static async Task<Topic> RunAsync(SuiteSettings settings, Action<string> tell)
    {
        (string What, string Arguments)[] loads = settings.IsQuick
            ? [
                ("tap at a fixed 1,000/s", "taps --rate 1000 --devices 100 --seconds 5"),
                ("activation through the public door", "activations --count 200"),
            ]
            : [
                ("tap at a fixed 1,000/s for ten minutes", "taps --rate 1000 --devices 1000 --seconds 600"),
                ("activation through the public door", "activations --count 1000000"),
            ];
        var figures = new List<Figure>();
        foreach (var (what, arguments) in loads)
        {
            if (await WirePart.MeasureAsync(what, arguments, count: 1, tell) is { } figure)
            {
                figures.Add(figure);
            }
        }

        return new Topic(
            "long",
            "Long loads",
            figures,
            [
                "At a fixed rate a latency counts from when a message was due.",
                "Of 100 phones 60 become active at once, 35 after a one-time code, 5 are refused. Each agrees on a key "
                    + "of its own, and the counter of activations is compared with the events at the end.",
            ])
        {
            IsCompared = false,
        };
    }
}
