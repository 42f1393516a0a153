using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Core.Payments;
using Tessera.Journal.ReadModels;
using Tessera.Primitives;
using Tessera.Server.Acceptance;
using Tessera.Server.World;

namespace Tessera.Server.Api.Payments;

/// <summary>Taps and what is read of payments. A decline is the issuer's decision: status 402 with the
/// payment.</summary>
public sealed class PaymentHandlers(TesseraWorld world, TapAuthoriser taps, PaymentReader payments)
{
    private const int LargestTrace = 999_999;

    public async ValueTask<Answer<PaymentView>> CreateAsync(PostCall<CreatePaymentBody> call, CancellationToken cancel)
    {
        if (!TryRead(call, out var tap, out var problem))
        {
            return problem;
        }

        var answer = await taps.RunAsync(tap);
        if (answer.Problem is { } refused)
        {
            return refused;
        }

        var decided = answer.Body!;
        var view = PaymentView.Of(decided, tap);
        Answer<PaymentView> result = decided.Decline is { } decline ? Declined(decline, view, call.Key) : view;
        return result with { IsRepeat = decided.IsRepeat };
    }

    public async ValueTask<Answer<RefusedAttemptView>> ReportRefusedAsync(
        PostCall<RefusedAttemptBody> call, CancellationToken cancel)
    {
        if (Terminal(call.Caller, call.Body.Terminal) is not { } terminal)
        {
            return RefusalProblems.Of(DirectoryRefusal.TerminalUnknown);
        }

        if (!SystemName.IsValid(call.Body.System))
        {
            return new Problem(
                ProblemKinds.MemberInvalid, "A payment system has a name, not a number.", "$.system");
        }

        return await world.Commands.RunAsync<Reply.Done, RefusedAttemptView>(
            new PaymentCommand.ReportRefusedAttempt(terminal.Merchant, terminal.Id, call.Body.System), call.Key,
            _ => new RefusedAttemptView(terminal.Id.ToString(), call.Body.System));
    }

    public async ValueTask<Answer<PaymentView>> GetAsync(GetCall call, CancellationToken cancel)
        => await FindAsync(call.Caller, call.Id) is { } view
            ? view : RefusalProblems.Of(PaymentRefusal.PaymentUnknown);

    public async ValueTask<Answer<Page<PaymentView>>> ListAsync(PageCall call, CancellationToken cancel)
    {
        var scope = new Scope(call.Caller, world.Directory.Current);
        var (filter, owner) = call.Caller.Role switch
        {
            ApiKeyRole.Merchant => ("merchant = $owner", (object)IdColumn.Of(call.Caller.Owner)),
            ApiKeyRole.Acquirer => ("acquirer_book = $owner", (long)scope.Book),
            ApiKeyRole.Issuer => ("issuer_book = $owner", (long)scope.Book),
            _ => ("$owner = 0", 0L),
        };
        return await payments.ListAsync(filter, ("$owner", owner), call) is { } page
            ? page : new Problem(ProblemKinds.QueryInvalid, param: "starting_after");
    }

    internal async ValueTask<PaymentView?> FindAsync(Caller caller, string text)
    {
        if (!PaymentId.TryParse(text, out var id) || await payments.FindAsync(id) is not { } view
            || !MerchantId.TryParse(view.Merchant, out var merchant))
        {
            return null;
        }

        var directory = world.Directory.Current;
        var scope = new Scope(caller, directory);
        var isSeen = caller.Role == ApiKeyRole.Issuer
            ? await payments.IssuerOfAsync(id) is { } issuer && scope.SeesIssuer(issuer.Book.Number)
            : caller.SeesEverything || scope.SeesMerchant(directory.FindMerchant(merchant));
        return isSeen ? view : null;
    }

    // The request id is that of the decision: a repeat's body must be equal byte by byte.
    private static Problem Declined(RefusalRow decline, PaymentView view, CommandKey key)
        => RefusalProblems.Decline(decline.Refusal) with
        {
            Payment = view,
            RequestId = RequestId.OfCommand(key.Id),
        };

    private bool TryRead(PostCall<CreatePaymentBody> call, out TapMessage tap, out Problem problem)
    {
        var body = call.Body;
        tap = null!;
        if (!AmountRules.TryRead(body.Amount, body.Currency, body.CurrencyExponent, out var money, out problem))
        {
            return false;
        }

        if (body.TraceNumber is < 1 or > LargestTrace)
        {
            problem = new Problem(ProblemKinds.MemberInvalid, "A trace number is 1 to 999999.", "$.trace_number");
            return false;
        }

        if (body.Emv is null == body.InApp is null)
        {
            problem = new Problem(ProblemKinds.MemberInvalid, "Send emv, or in_app.", "$.emv");
            return false;
        }

        byte[] emv = [];
        if (body.Emv is { } chip && !Hex.TryRead(chip.Reveal(), out emv, out var error))
        {
            problem = new Problem(ProblemKinds.MemberInvalid, $"Chip data: {error}.", "$.emv");
            return false;
        }

        if (!TryReadNumber(body, out var number, out problem))
        {
            return false;
        }

        if (Terminal(call.Caller, body.Terminal) is not { } terminal)
        {
            problem = RefusalProblems.Of(DirectoryRefusal.TerminalUnknown);
            return false;
        }

        var trace = body.TraceNumber ?? 1 + (int)(DerivedId.Number(call.Key.Id, "trace") % LargestTrace);
        tap = new TapMessage
        {
            Terminal = terminal,
            Amount = money,
            Number = number,
            SequenceNumber = body.SequenceNumber ?? 0,
            Emv = emv,
            TraceNumber = trace,
            RetrievalReference = DerivedId.Text(call.Key.Id, "rrn", 12),
            TraceKey = DerivedId.Number(call.Key.Id, "trace key"),
            Payment = DerivedId.Of<IdKinds.Payment>(call.Key.Id),
            Key = call.Key,
        };
        return body.InApp is null || InAppReader.TryRead(body.InApp, tap, terminal, out tap, out problem);
    }

    private static bool TryReadNumber(CreatePaymentBody body, out Pan number, out Problem problem)
    {
        problem = null!;
        if (!Pan.TryRead(body.TokenNumber.Reveal(), out number, out _))
        {
            problem = new Problem(ProblemKinds.MemberInvalid, "Not a card number.", "$.token_number");
        }
        else if (!WireText.TryReadMonth(body.TokenExpiry, out _))
        {
            problem = new Problem(ProblemKinds.MemberInvalid, "An expiry is YYYY-MM.", "$.token_expiry");
        }
        else if (body.SequenceNumber is < 0 or > 99)
        {
            problem = new Problem(ProblemKinds.MemberInvalid, "A sequence number is 0 to 99.", "$.sequence_number");
        }

        return problem is null;
    }

    private PaymentTerminal? Terminal(Caller caller, string text)
    {
        var directory = world.Directory.Current;
        var terminal = TerminalId.TryParse(text, out var id) ? directory.Terminals.GetValueOrDefault(id.Value) : null;
        return terminal is not null
            && new Scope(caller, directory).SeesMerchant(directory.FindMerchant(terminal.Merchant)) ? terminal : null;
    }
}
