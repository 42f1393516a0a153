using System.Globalization;
using Tessera.Client.Directory;
using Tessera.Client.Wire;

namespace Tessera.Cli.Load;

/// <summary>Shops of an acquirer and their tills. They are opened under keys of their own, so that a second run
/// finds those of the first.</summary>
internal static class LoadTills
{
    public const int CategoryCode = 5814;

    private const int Shops = 16;
    private const int TillsEach = 4;

    public static async Task<LoadTill[]> OpenAsync(LoadServer server, string acquirer, CancellationToken cancel)
    {
        var tills = new List<LoadTill>();
        for (var shop = 1; shop <= Shops; shop++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"LOADSHOP{shop:D2}");
            var merchant = await server.Operator.Merchants.CreateAsync(
                new CreateMerchant
                {
                    Name = name,
                    CategoryCode = CategoryCode.ToString(CultureInfo.InvariantCulture),
                    Currency = "USD",
                    Country = 840,
                    Acquirer = acquirer,
                    FeeBasisPoints = 190,
                    FeeFixed = 10,
                },
                new ApiCall { IdempotencyKey = name },
                cancel);
            for (var till = 1; till <= TillsEach; till++)
            {
                tills.Add(await OpenAsync(server, name, merchant.Id, till, cancel));
            }
        }

        return [.. tills];
    }

    private static async Task<LoadTill> OpenAsync(
        LoadServer server, string shop, string shopId, int number, CancellationToken cancel)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"LT{shop[^2..]}{number:D4}");
        var terminal = await server.Operator.Terminals.CreateAsync(
            new CreateTerminal { Merchant = shopId, TerminalNumber = code },
            new ApiCall { IdempotencyKey = code },
            cancel);
        return new LoadTill(code, terminal.Id, shop, shopId);
    }
}
