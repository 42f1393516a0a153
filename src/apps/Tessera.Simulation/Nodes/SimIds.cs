using System.Buffers.Binary;
using System.Globalization;
using Tessera.Core;
using Tessera.Core.Ledger;
using Tessera.Primitives;
using Tessera.Server.World;

namespace Tessera.Simulation.Nodes;

/// <summary>Names of the small world that every seed starts from.</summary>
internal static class SimIds
{
    public const string BankCode = "99900000021";
    public const string FarCode = "99900000031";
    public const string NetworkCode = "99900000001";
    public const ushort BankBook = 21;
    public const ushort FarBook = 31;

    /// <summary>In the bank's own shard: its own book, and the network's.</summary>
    public const ushort OwnBookAtBank = 1;
    public const ushort NetworkBookAtBank = 2;

    public const string BankCardPrefix = "999921";
    public const string BankTokenPrefix = "999911";
    public const string HomeCardPrefix = "999900";

    public const int HomeHolders = 6;
    public const int BankHolders = 4;
    public const int SparePans = 6;

    public static Id<T> Of<T>(string name)
        where T : IIdKind
        => DerivedId.Of<T>(Number(name));

    public static UInt128 Number(string name) => BinaryPrimitives.ReadUInt128BigEndian(SimKeys.Of("id " + name, 16));

    /// <summary>The account on which nothing but deposits and questions happen.</summary>
    public static CardAccountId Register => Of<IdKinds.CardAccount>("register");

    public static Pan Card(string prefix, int serial)
    {
        var body = prefix + serial.ToString("D9", CultureInfo.InvariantCulture);
        Invariant.Check(Pan.TryRead(body + Luhn.CheckDigit(body), out var number, out _), "a made number is a number");
        return number;
    }

    /// <summary>Every number that must never be written anywhere but in the vault.</summary>
    public static IReadOnlyList<Pan> AllPans { get; } =
    [
        .. Enumerable.Range(1, HomeHolders + SparePans).Select(serial => Card(HomeCardPrefix, serial)),
        .. Enumerable.Range(1, BankHolders + SparePans).Select(serial => Card(BankCardPrefix, serial)),
    ];
}
