using System.Collections.Immutable;
using Tessera.Core.Disputes;

namespace Tessera.Core.Directory;

// Immutable: the shard replaces it by Apply, and a door may keep reading the one it holds.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record DirectoryState
{
    public static readonly DirectoryState Empty = new();

    [Order(0)]
    public ImmutableSortedDictionary<UInt128, Participant> Participants { get; init; } =
        ImmutableSortedDictionary<UInt128, Participant>.Empty;

    [Order(1)]
    public ImmutableSortedDictionary<UInt128, Merchant> Merchants { get; init; } =
        ImmutableSortedDictionary<UInt128, Merchant>.Empty;

    [Order(2)]
    public ImmutableSortedDictionary<UInt128, PaymentTerminal> Terminals { get; init; } =
        ImmutableSortedDictionary<UInt128, PaymentTerminal>.Empty;

    [Order(3)]
    public ImmutableArray<AccountRange> Ranges { get; init; } = [];

    [Order(4)]
    public ImmutableSortedDictionary<ulong, TokenRequestor> Requestors { get; init; } =
        ImmutableSortedDictionary<ulong, TokenRequestor>.Empty;

    // Oldest version first.
    [Order(5)]
    public ImmutableArray<FeeTable> FeeVersions { get; init; } = [];

    [Order(6)]
    public PaymentPolicy PaymentPolicy { get; init; } = PaymentPolicy.Default;

    [Order(7)]
    public ActivationPolicy ActivationPolicy { get; init; } = ActivationPolicy.Default;

    [Order(8)]
    public ImmutableSortedDictionary<UInt128, ApiKey> ApiKeys { get; init; } =
        ImmutableSortedDictionary<UInt128, ApiKey>.Empty;

    [Order(9)]
    public ImmutableSortedSet<ushort> OutsideBooks { get; init; } = [];

    [Order(10)]
    public ChargebackPolicy ChargebackPolicy { get; init; } = ChargebackPolicy.Default;

    public bool IsHere(BookId book) => !OutsideBooks.Contains(book.Number);

    public DirectoryState Apply(DirectoryEvent change) => change switch
    {
        DirectoryEvent.ParticipantRegistered e =>
            this with
            {
                Participants = Participants.SetItem(e.Participant.Id.Value, e.Participant),
                OutsideBooks = e.Participant.IsOutside ? OutsideBooks.Add(e.Participant.Book) : OutsideBooks,
            },
        DirectoryEvent.MerchantRegistered e =>
            this with { Merchants = Merchants.SetItem(e.Merchant.Id.Value, e.Merchant) },
        DirectoryEvent.TerminalRegistered e =>
            this with { Terminals = Terminals.SetItem(e.Terminal.Id.Value, e.Terminal) },
        DirectoryEvent.RangeRegistered e => this with { Ranges = Ranges.Add(e.Range) },
        DirectoryEvent.RangeChanged e => this with { Ranges = Ranges.Replace(e.Before, e.After) },
        DirectoryEvent.RequestorRegistered e =>
            this with { Requestors = Requestors.SetItem(e.Requestor.Number, e.Requestor) },
        DirectoryEvent.AcceptanceSet e => this with
        {
            Merchants = Merchants.SetItem(
                e.Merchant.Value, Merchants[e.Merchant.Value] with { RefusedSystems = e.RefusedSystems }),
        },
        DirectoryEvent.MerchantTermsSet e => this with
        {
            Merchants = Merchants.SetItem(e.Merchant.Value, Merchants[e.Merchant.Value].With(e.Terms)),
        },
        DirectoryEvent.FeesSet e => this with { FeeVersions = FeeVersions.Add(e.Fees) },
        DirectoryEvent.PaymentPolicySet e => this with { PaymentPolicy = e.Policy },
        DirectoryEvent.ChargebackPolicySet e => this with { ChargebackPolicy = e.Policy },
        DirectoryEvent.ActivationPolicySet e => this with { ActivationPolicy = e.Policy },
        DirectoryEvent.ApiKeyGranted e => this with { ApiKeys = ApiKeys.SetItem(e.Key.Id.Value, e.Key) },
        DirectoryEvent.ApiKeyRevoked e => this with
        {
            ApiKeys = ApiKeys.SetItem(e.Key.Value, ApiKeys[e.Key.Value] with { IsRevoked = true }),
        },
        _ => throw new InvariantException("every directory event has its case"),
    };

    // The range with the longest matching prefix, as the field routes.
    public AccountRange? FindRange(ReadOnlySpan<char> number)
    {
        AccountRange? best = null;
        foreach (var range in Ranges)
        {
            if (range.Covers(number) && (best is null || range.Prefix.Length > best.Prefix.Length))
            {
                best = range;
            }
        }

        return best;
    }

    // Where new tokens of this requestor for this issuer's cards are drawn from.
    public AccountRange? FindTokenRange(BookId issuer, ulong requestorNumber)
    {
        foreach (var range in Ranges)
        {
            if (range is { Kind: RangeKind.Token, IsWithdrawn: false } && range.IssuerBook == issuer.Number
                && range.RequestorNumber == requestorNumber)
            {
                return range;
            }
        }

        return null;
    }

    // The table in force on a business date: of those that began by then, the one that began last.
    public FeeTable FeesOn(DateOnly businessDate)
    {
        var found = FeeTable.None;
        foreach (var table in FeeVersions)
        {
            if (table.EffectiveFrom <= businessDate && table.EffectiveFrom >= found.EffectiveFrom)
            {
                found = table;
            }
        }

        return found;
    }

    public FeeTable? FindFees(int version) => FeeVersions.FirstOrDefault(table => table.Version == version);

    public Merchant? FindMerchant(MerchantId id) => Merchants.GetValueOrDefault(id.Value);

    public Participant? FindParticipant(BookId book)
    {
        foreach (var participant in Participants.Values)
        {
            if (participant.Book == book.Number)
            {
                return participant;
            }
        }

        return null;
    }

    public PaymentTerminal? FindTerminal(BookId acquirer, ReadOnlySpan<char> code)
    {
        foreach (var terminal in Terminals.Values)
        {
            if (code.SequenceEqual(terminal.Code)
                && Merchants[terminal.Merchant.Value].AcquirerBook == acquirer.Number)
            {
                return terminal;
            }
        }

        return null;
    }

    // The facts for a payment at a terminal with a number of this range.
    public PaymentFacts Facts(PaymentTerminal terminal, AccountRange range)
    {
        var merchant = Merchants[terminal.Merchant.Value];
        var facts = Facts(merchant.AcquirerBook, merchant.Country, range);
        return facts with
        {
            Merchant = merchant.Id,
            MerchantNumber = merchant.Number,
            Terminal = terminal.Id,
            CategoryCode = merchant.CategoryCode,
            CurrencyNumber = merchant.CurrencyNumber,
            MerchantPlan = merchant.FeePlan,
            MerchantFeeBasisPoints = merchant.FeeBasisPoints,
            MerchantFeeFixedMinor = merchant.FeeFixedMinor,
            MerchantAccepts = !merchant.RefusedSystems.Contains(facts.PaymentSystem, StringComparer.Ordinal),
        };
    }

    // The same for a till that only its acquirer's message tells of; that acquirer has its own contract with the shop.
    public PaymentFacts Facts(OutsideShop shop, AccountRange range) =>
        Facts(shop.AcquirerBook, shop.Country, range) with
        {
            Merchant = shop.Merchant,
            Terminal = shop.TerminalId,
            CategoryCode = shop.CategoryCode,
            CurrencyNumber = shop.CurrencyNumber,
            OutsideTerminal = shop.Terminal,
        };

    private PaymentFacts Facts(ushort acquirerBook, ushort country, AccountRange range)
    {
        var requestor = Requestors.GetValueOrDefault(range.RequestorNumber);
        var walletBook = requestor?.WalletBook ?? 0;
        return new PaymentFacts
        {
            Merchant = default,
            MerchantNumber = 0,
            Terminal = default,
            CategoryCode = 0,
            Country = country,
            AcquirerBook = acquirerBook,
            NetworkBook = range.NetworkBook,
            IssuerBook = range.IssuerBook,
            CurrencyNumber = 0,
            MerchantFeeBasisPoints = 0,
            MerchantFeeFixedMinor = 0,
            WalletBook = walletBook,
            WalletFeeBasisPoints = requestor?.WalletFeeBasisPoints ?? 0,
            PaymentSystem = requestor?.PaymentSystem ?? range.PaymentSystem,
            MerchantAccepts = true,
            Policy = PaymentPolicy,
            ApplicationPrefix = range.ApplicationPrefix,
            Prefix = range.Prefix,
            Product = range.Product,
            TakesMagStripe = range.TakesMagStripe,
            IsCrossBorder = FindParticipant(new BookId(range.IssuerBook)) is { } issuer && issuer.Country != country,
            Outside = Outside(acquirerBook, Directory.OutsideBooks.Acquirer)
                | Outside(range.NetworkBook, Directory.OutsideBooks.Network)
                | Outside(range.IssuerBook, Directory.OutsideBooks.Issuer)
                | Outside(walletBook, Directory.OutsideBooks.Wallet),
        };
    }

    private OutsideBooks Outside(ushort book, OutsideBooks role) =>
        OutsideBooks.Contains(book) ? role : Directory.OutsideBooks.None;
}
