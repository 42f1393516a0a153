using System.Diagnostics;

namespace Tessera.Cli.Torture.Customers;

/// <summary>Pays one payment after the other and does not rest before each has its answer, however often it must ask.
/// </summary>
internal abstract class Customer(Purse purse, ToldBook book, int seed) : IDisposable
{
    private const int MostSamples = 256;
    private const int PauseMs = 30;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly List<Func<CancellationToken, Task<string?>>> samples = [];

    /// <summary>Below what a till asks verification for.</summary>
    protected const int MostMinor = 4_900;

    protected Random Random { get; } = new(seed);

    protected ToldBook Book => book;

    protected Purse Purse => purse;

    public Task FillPurseAsync(CancellationToken cancel) => purse.FillAsync(cancel);

    /// <summary>Until told to stop; the payment that is under way then is brought to its end.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken cancel)
    {
        while (!stop.IsCancellationRequested)
        {
            await PayAsync(cancel);
        }
    }

    /// <summary>Asks something old again: null when the answer is the first one, otherwise what differs.</summary>
    public async Task<string?> AskAgainAsync(CancellationToken cancel) =>
        samples.Count == 0 ? null : await samples[Random.Next(samples.Count)](cancel);

    public virtual void Dispose() => purse.Dispose();

    protected abstract Task PayAsync(CancellationToken cancel);

    protected void Keep(Func<CancellationToken, Task<string?>> askAgain)
    {
        if (samples.Count < MostSamples)
        {
            samples.Add(askAgain);
        }
        else
        {
            samples[Random.Next(MostSamples)] = askAgain;
        }
    }

    /// <summary>Asks until there is an answer: first once, then as a repeat.</summary>
    protected async Task<T> InsistAsync<T>(Func<bool, Task<T?>> ask, CancellationToken cancel)
        where T : class
    {
        var start = Stopwatch.GetTimestamp();
        for (var isRepeat = false; Stopwatch.GetElapsedTime(start) < Patience; isRepeat = true)
        {
            if (isRepeat)
            {
                book.AskAgain();
                await Task.Delay(PauseMs, cancel);
            }

            if (await ask(isRepeat) is { } answer)
            {
                return answer;
            }
        }

        throw new TortureException($"No answer within {Patience.TotalMinutes} minutes although the server is back.");
    }
}
