using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Tessera.Core.Directory;
using Tessera.Core.Ledger;
using Tessera.Primitives;

namespace Tessera.Server.World;

/// <summary>One value of the directory, with what each payment asks of it found once: tills by their codes, and the
/// facts of a till and a range. Equal facts are one object, also across values of the directory.</summary>
public sealed class DirectoryIndex
{
    private const int MostOutsideShops = 10_000;
    private const int LongestCode = 8;

    public static readonly DirectoryIndex Empty = new(DirectoryState.Empty, null);

    private readonly ConcurrentDictionary<(ushort Acquirer, ulong Code), PaymentTerminal> terminals = new();
    private readonly ConcurrentDictionary<Pair, PaymentFacts> facts = new();
    private readonly ConcurrentDictionary<Pair, PaymentFacts> outside = new();
    private readonly ConcurrentDictionary<string, OutsideShop> shops = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<PaymentFacts, PaymentFacts> shared;

    public DirectoryIndex(DirectoryState state, DirectoryIndex? before)
    {
        State = state;
        shared = before is null || before.shared.Count > MostOutsideShops ? new() : before.shared;
    }

    public DirectoryState State { get; }

    public AccountRange? FindRange(Pan number)
    {
        Span<char> digits = stackalloc char[Pan.MaxLength];
        digits = digits[..number.Length];
        var rest = number.Number;
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            (rest, var digit) = Math.DivRem(rest, 10);
            digits[i] = (char)('0' + (int)digit);
        }

        return State.FindRange(digits);
    }

    public PaymentTerminal? FindTerminal(BookId acquirer, ReadOnlySpan<char> code)
    {
        if (!TryPack(code, out var packed))
        {
            return null;
        }

        if (terminals.TryGetValue((acquirer.Number, packed), out var known))
        {
            return known;
        }

        // Only tills that exist are kept, so that invented codes fill nothing.
        var found = State.FindTerminal(acquirer, code);
        if (found is not null)
        {
            terminals[(acquirer.Number, packed)] = found;
        }

        return found;
    }

    /// <summary>The shop that a message told of in these words.</summary>
    public OutsideShop? FindShop(ReadOnlySpan<char> words) =>
        shops.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(words, out var known) ? known : null;

    /// <summary>The same words are then the same object, as long as it is kept.</summary>
    public OutsideShop Keep(string words, OutsideShop shop)
    {
        ForgetWhenMany(shops.Count);
        return shops.GetOrAdd(words, shop);
    }

    public PaymentFacts Facts(PaymentTerminal terminal, AccountRange range)
    {
        var pair = new Pair(terminal, range);
        return facts.TryGetValue(pair, out var known)
            ? known : facts.GetOrAdd(pair, Share(State.Facts(terminal, range)));
    }

    /// <summary>To an issuer with a network elsewhere, wallets are behind that network.</summary>
    public PaymentFacts Facts(OutsideShop shop, AccountRange range)
    {
        var pair = new Pair(shop, range);
        if (outside.TryGetValue(pair, out var known))
        {
            return known;
        }

        var found = State.Facts(shop, range);
        if (found.Outside.HasFlag(OutsideBooks.Network))
        {
            found = found with { WalletBook = found.NetworkBook };
        }

        ForgetWhenMany(outside.Count);
        return outside.GetOrAdd(pair, Share(found));
    }

    // Senders name their shops as they like: what is kept of them has a limit.
    private void ForgetWhenMany(int count)
    {
        if (count >= MostOutsideShops)
        {
            shops.Clear();
            outside.Clear();
            shared.Clear();
        }
    }

    private static bool TryPack(ReadOnlySpan<char> code, out ulong packed)
    {
        packed = 0;
        foreach (var character in code)
        {
            if (character is '\0' or > (char)0xFF)
            {
                return false;
            }

            packed = (packed << 8) | (byte)character;
        }

        return code.Length <= LongestCode;
    }

    private PaymentFacts Share(PaymentFacts found) => shared.GetOrAdd(found, found);

    /// <summary>Both are objects of one directory value, so the same ones come again.</summary>
    private readonly struct Pair(object place, AccountRange range) : IEquatable<Pair>
    {
        private readonly object place = place;
        private readonly AccountRange range = range;

        public bool Equals(Pair other) =>
            ReferenceEquals(place, other.place) && ReferenceEquals(range, other.range);

        public override bool Equals(object? obj) => obj is Pair other && Equals(other);

        public override int GetHashCode() =>
            HashCode.Combine(RuntimeHelpers.GetHashCode(place), RuntimeHelpers.GetHashCode(range));
    }
}
