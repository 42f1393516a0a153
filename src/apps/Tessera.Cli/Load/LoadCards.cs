using System.Globalization;
using System.Security.Cryptography;
using Tessera.Cli.Demo;
using Tessera.Client;
using Tessera.Server.Demo;

namespace Tessera.Cli.Load;

/// <summary>Cards in the demo's range, from a random number on: a second run on the same server hardly meets the cards
/// of the first.</summary>
internal sealed class LoadCards
{
    public const string Expiry = "2039-12";

    private const int Numbers = 1_000_000_000;
    private const long CreditLimit = 1_000_000_000_00;

    private readonly TesseraClient issuer;
    private readonly int first;

    private LoadCards(TesseraClient issuer, int count)
    {
        this.issuer = issuer;
        first = RandomNumberGenerator.GetInt32(Numbers - count);
    }

    public static async Task<LoadCards> OpenAsync(LoadServer server, int count, CancellationToken cancel) =>
        new(server.Client(await server.GrantAsync("issuer", DemoIds.Issuer.ToString(), cancel)), count);

    /// <summary>Opens an account with a card; returns the card's number.</summary>
    public async Task<string> EnrolAsync(int serial, CancellationToken cancel) =>
        (await DemoStage.EnrolAsync(issuer, NumberOf(serial), Expiry, CreditLimit, cancel)).Pan;

    public string NumberOf(int serial) => DemoStage.NumberOf((first + serial).ToString(CultureInfo.InvariantCulture));
}
