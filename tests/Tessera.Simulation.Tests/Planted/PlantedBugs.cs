using Tessera.Core;
using Tessera.Core.Cards;
using Tessera.Core.Ledger;
using Tessera.Core.Partners;
using Tessera.Core.Payments;
using Tessera.Core.Settlement;
using Tessera.Core.Tokens;
using Tessera.Simulation.Evidence;

namespace Tessera.Simulation.Tests.Planted;

// Bugs that leave a whole, well chained journal with wrong content, or answers that do not fit it.
internal static class PlantedBugs
{
    public static IReadOnlyList<PlantedBug> All { get; } =
    [
        .. Books(), .. Payments(), .. Tokens(), .. Answers(), .. Partners(), .. Journals(),
    ];

    private static IEnumerable<PlantedBug> Books()
    {
        yield return new("one cent more is posted than was presented", "C6", e => JournalEdit.Of(e)
            .Replace<PaymentEvent.Presented>(
                p => p.Postings.Any(posting => posting.Kind == PostingKind.PostHeld),
                p => [p with { Postings = [.. p.Postings.Select(AddCentToHeld)] }]));
        yield return new("a posting crosses into another book", "C1", e => JournalEdit.Of(e)
            .Replace<PaymentEvent.Captured>(
                c => c.Postings.Length > 0,
                c => [c with { Postings = [Crossed(c.Postings[0]), .. c.Postings[1..]] }]));
        yield return new("one side of a mirrored pair is not posted", "C1", e => JournalEdit.Of(e)
            .Replace<PaymentEvent.Presented>(
                p => p.Postings.Any(IsDueFrom),
                p => [p with { Postings = [.. p.Postings.Where(posting => !IsDueFrom(posting))] }]));
        yield return new("a deposit misses the safeguarding bank", "C1", e => JournalEdit.Of(e)
            .Replace<CardEvent.Deposited>(
                d => d.Postings.Length > 0,
                d => [d with { Postings = [.. d.Postings.Select(p => p with { Debit = Other(p.Debit) })] }]));
        yield return new("a window is closed and never settled", "C14", e => JournalEdit.Of(e)
            .Replace<SettlementEvent.WindowSettled>(w => w.Postings.Length > 0, _ => []));
    }

    private static IEnumerable<PlantedBug> Payments()
    {
        yield return new("a hold is released twice", "C5", e => JournalEdit.Of(e)
            .Replace<PaymentEvent.Reversed>(r => r.Postings.Length > 0, r => [r, r with { }]));
        yield return new("a hold expires before its time", "C5", e => JournalEdit.Of(e)
            .Replace<PaymentEvent.Authorised>(
                a => a.Postings.Length > 0, a => [a, new PaymentEvent.HoldExpired(a.Payment.Id, Release(a))]));
        yield return new("an approval is beyond the limit", "C5", e => JournalEdit.Of(e)
            .Replace<CardEvent.AccountOpened>(
                a => a.CreditLimitMinor == 150_000 && a.Account.IssuerBook == 2,
                a => [a with { CreditLimitMinor = 50 }]));
        yield return new("a hold is not what was authorised", "C5", e => JournalEdit.Of(e)
            .Replace<PaymentEvent.Authorised>(
                a => a.Postings.Length == 1,
                a => [a with { Postings = [a.Postings[0] with { AmountMinor = a.Postings[0].AmountMinor + 1 }] }]));
        yield return new("a capture is far above the authorisation", "C6", e => JournalEdit.Of(e)
            .Replace<PaymentEvent.Captured>(
                _ => true,
                c => [c with { Capture = c.Capture with { AmountMinor = c.Capture.AmountMinor + 1_000_000 } }]));
        yield return new("a refund is given twice", "C4", e => JournalEdit.Of(e)
            .Replace<PaymentEvent.Refunded>(_ => true, r => [r, r with { }]));
        yield return new("refunds exceed the captures", "C6", e => JournalEdit.Of(e)
            .Replace<PaymentEvent.Refunded>(
                _ => true,
                r => [r with { Refund = r.Refund with { AmountMinor = r.Refund.AmountMinor + 1_000_000 } }]));
        yield return new("a payment comes back from the cold store as it once was", "C6", e => JournalEdit.Of(e)
            .Replace<MaintenanceEvent.PaymentRecalled>(
                r => r.Payment.CapturedMinor > 0,
                r => [new MaintenanceEvent.PaymentRecalled(r.Payment with { CapturedMinor = 0 })]));
        yield return new("a payment leaves memory with its hold", "C5", e => JournalEdit.Of(e)
            .Replace<PaymentEvent.Authorised>(
                a => a.Payment.HeldMinor > 0,
                a => [a, new MaintenanceEvent.PaymentsArchived([a.Payment.Id])]));
        yield return new("a payment is presented after its void", "C6", e => JournalEdit.Of(e)
            .Replace<PaymentEvent.Voided>(_ => true, v => [v, Presented(v.Payment)]));
    }

    private static IEnumerable<PlantedBug> Tokens()
    {
        yield return new("a counter value is not spent", "C4", e =>
        {
            var edit = JournalEdit.Of(e);
            var (row, index) = edit.Find<PaymentEvent.Authorised>(a => !a.Payment.Token.IsNone);
            if (row < 0)
            {
                return null;
            }

            var first = ((PaymentEvent.Authorised)edit.Rows[row].Events[index]).Payment;
            return edit.Replace<PaymentEvent.Authorised>(
                a => a.Payment.Token == first.Token && a.Payment.Id != first.Id,
                a => [a with { Payment = a.Payment with { Atc = first.Atc } }]);
        });
        yield return new("a suspended token pays", "C9", e => JournalEdit.Of(e)
            .Replace<PaymentEvent.Authorised>(
                a => !a.Payment.Token.IsNone,
                a => [new TokenEvent.Suspended(TokenActor.Wallet, "") { Token = a.Payment.Token, At = a.At }, a]));
        yield return new("a token is freed by somebody who did not stop it", "C9", e => JournalEdit.Of(e)
            .Replace<TokenEvent.Activated>(
                _ => true, a => [a, new TokenEvent.Resumed(TokenActor.Network, "") { Token = a.Token }]));
        yield return new("a deleted token moves", "C9", e => JournalEdit.Of(e)
            .Replace<TokenEvent.Activated>(
                _ => true,
                a => [a, Deleted(a.Token), new TokenEvent.Suspended(TokenActor.Holder, "") { Token = a.Token }]));
    }

    private static IEnumerable<PlantedBug> Answers()
    {
        yield return new("a key is used for two decisions", "C3", e => JournalEdit.Of(e)
            .Replace<CommandAnswered>(_ => true, a => [a, new CommandAnswered(a.CommandId, 1, a.Reply)], skip: 60));
        yield return new("an answer is another than was journaled", "C3", e =>
            Claims(
                e, claim => claim is { Kind: "command", Outcome: "done" }, claim => claim with { AnswerHash = "00" }));
        yield return new("a repeat is answered otherwise", "C3", e =>
            Claims(e, claim => claim.Kind == "authorise", claim => claim with { AnswerHash = "00" }, keeps: true));
        yield return new("an acknowledged approval is lost", "C2", e => JournalEdit.Of(e)
            .Replace<PaymentEvent.Authorised>(
                a => e.Claims.Any(claim => claim.Outcome == "approved"
                    && claim.Key.EndsWith(a.Payment.AcquirerLeg.Reference, StringComparison.Ordinal)),
                a => [a with
                {
                    Payment = a.Payment with
                    {
                        AcquirerLeg = a.Payment.AcquirerLeg with { Reference = "000000000000" },
                    },
                }]));
        yield return new("an approval has another amount than was told", "C2", e => Claims(
            e, claim => claim.Outcome == "approved", claim => claim with { AmountMinor = claim.AmountMinor + 1 }));
        yield return new("a decline holds money", "C2", e => Claims(
            e, claim => claim.Outcome == "approved", claim => claim with { Outcome = "declined" }));
        yield return new("a refused command has an effect", "C2", e => Claims(
            e, claim => claim is { Kind: "command", Outcome: "done" }, claim => claim with { Outcome = "refused" }));
        yield return new("an acknowledged presentment is lost", "C2", e => Claims(
            e, claim => claim is { Kind: "present", Outcome: "done" },
            claim => claim with { AmountMinor = claim.AmountMinor + 1 }));
        yield return new("a read shows what was not there yet", "C13", e =>
        {
            var index = e.Register.ToList().FindIndex(call => !call.IsDeposit);
            return index < 0 ? null : e with
            {
                Register =
                [
                    .. e.Register.Select((call, i) => i == index ? call with { AmountMinor = 1L << 40 } : call),
                ],
            };
        });
    }

    private static IEnumerable<PlantedBug> Partners()
    {
        yield return new("a message to the bank is lost", "C12", e => JournalEdit.Of(e)
            .Replace<PartnerEvent.Queued>(q => q.Message.Kind == PartnerMessageKind.Presentment, _ => []));
        yield return new("a message to the bank is never answered", "C12", e => JournalEdit.Of(e)
            .Replace<PartnerEvent.Answered>(_ => true, _ => []));
        yield return new("the bank posts a presentment twice", "C12", e => JournalEdit.Of(e, "bank")
            .Replace<PaymentEvent.Presented>(_ => true, p => [p, p with { Postings = [] }]));
        yield return new("the bank owes another amount than it was sent", "C8", e => JournalEdit.Of(e, "bank")
            .Replace<PaymentEvent.Presented>(
                p => p.Postings.Any(posting => posting.Kind == PostingKind.PostHeld),
                p => [p with { Postings = [.. p.Postings.Select(AddCentToHeld)] }]));
        yield return new("a reversal does not reach the bank's books", "C12", e => JournalEdit.Of(e, "bank")
            .Replace<PaymentEvent.Reversed>(_ => true, _ => []));
    }

    private static IEnumerable<PlantedBug> Journals()
    {
        yield return new("time goes back", "C11", e => JournalEdit.Of(e)
            .Replace<PaymentEvent.Captured>(
                _ => true, c => [c with { At = new(c.At.Nanoseconds - 3_600_000_000_000) }]));
        yield return new("a row is missing", "C11", e =>
        {
            var edit = JournalEdit.Of(e);
            return edit.With(LogBytes.WithoutRow(e.Journals["network"], edit.Rows.Count / 2));
        });
        yield return new("an owner that was replaced writes on", "C11", e =>
        {
            var edit = JournalEdit.Of(e);
            if (edit.Rows[^1].Epoch == edit.Rows[0].Epoch)
            {
                return null;
            }

            edit.Rows[^1] = (edit.Rows[0].Epoch, edit.Rows[^1].Events);
            return edit.Finish();
        });
        yield return new("a row is changed after it was chained", "C10", e => JournalEdit.Of(e)
            .With(LogBytes.WithOtherEpoch(e.Journals["network"])));
        yield return new("a damaged sector is served", "C10", e =>
        {
            byte[] log = [.. e.Journals["network"]];
            log[log.Length / 2] ^= 4;
            return JournalEdit.Of(e).With(log);
        });
        yield return new("memory is not the fold of the journal", "C10", e => e with
        {
            States = [.. e.States, e.States[0] with { Source = "other", Hash = "00" }],
        });
        yield return new("a card number stands in an event", "C15", e => JournalEdit.Of(e)
            .Replace<TokenEvent.Suspended>(_ => true, s => [s with { Reason = e.Canaries[3] }]));
        yield return new("a card number stands in a snapshot", "C15", e => e with
        {
            OtherFiles = new Dictionary<string, byte[]>(StringComparer.Ordinal)
            {
                ["network/0-1.snapshot"] = BitConverter.GetBytes(ulong.Parse(e.Canaries[1], null)),
            },
        });
    }

    private static SeedEvidence? Claims(
        SeedEvidence evidence, Func<ClientClaim, bool> isWanted, Func<ClientClaim, ClientClaim> change,
        bool keeps = false)
    {
        var index = evidence.Claims.ToList().FindIndex(claim => isWanted(claim));
        return index < 0 ? null : evidence with
        {
            Claims =
            [
                .. evidence.Claims.Where((_, i) => i != index || keeps), change(evidence.Claims[index]),
            ],
        };
    }

    private static Posting AddCentToHeld(Posting posting) => posting.Kind == PostingKind.PostHeld
        ? posting with { AmountMinor = posting.AmountMinor + 1 } : posting;

    private static Posting Crossed(Posting posting) => posting with { Credit = posting.Credit ^ ((UInt128)7 << 112) };

    private static bool IsDueFrom(Posting posting) =>
        new AccountId(posting.Debit).Role == AccountRole.DueFrom;

    // The same book's settlement bank.
    private static UInt128 Other(UInt128 account)
    {
        var id = new AccountId(account);
        return AccountId.Of(id.Book, AccountRole.SettlementBank, id.Currency).Value;
    }

    private static Posting[] Release(PaymentEvent.Authorised approved) =>
        [approved.Postings[0] with { Kind = PostingKind.Release }];

    private static TokenEvent.Deleted Deleted(Primitives.Id<IdKinds.Token> token) =>
        new(TokenActor.Holder, "") { Token = token };

    private static PaymentEvent.Presented Presented(Primitives.Id<IdKinds.Payment> payment) => new()
    {
        Presentment = new(77),
        Payment = payment,
        Capture = new(77),
        BusinessDate = default,
        AmountMinor = 0,
        Fees = new(0, 0, 0, 0),
        FromHoldMinor = 0,
        ReleasedMinor = 0,
        Postings = [],
        Merchant = default,
        PaymentSystem = "",
        CurrencyNumber = 840,
    };
}
