namespace Tessera.Core.Tests.Clearing;

public sealed class PresentmentTests
{
    private readonly World world = World.Seeded();
    private readonly Cardholder holder;
    private readonly OutsideAcquirer far;

    public PresentmentTests()
    {
        holder = Cardholder.WithToken(world, 1, 20_000);
        far = new OutsideAcquirer(world);
    }

    private PaymentEvent.Presented Last => world.Events().OfType<PaymentEvent.Presented>().Last();

    private ClearingCase Case => Assert.Single(world.State.Clearing.Open);

    [Fact]
    public void On_time_it_turns_the_hold_into_a_posting_and_only_our_books_move()
    {
        var tap = far.Paid(holder, 4_000);
        Assert.Equal(16_000, holder.AvailableMinor);
        var reply = Changed(far.Presentment(tap, 4_000));
        Assert.Equal((PaymentState.Captured, 4_000, 0), (reply.State, reply.CapturedMinor, reply.HeldMinor));
        Assert.Equal(PresentmentMarks.None, Last.Marks);
        Assert.Empty(world.State.Clearing.Open);
        Assert.Equal(16_000, holder.AvailableMinor);

        // 15 bp go to the wallet; 150 bp interchange and 10 bp scheme fee come from the acquirer.
        Assert.Equal(4_000 + 6, Owed(World.Issuer, World.Network));
        Assert.Equal(60 + 4, Due(World.Network, OutsideAcquirer.Book));
        Assert.DoesNotContain(world.State.Ledger.All(), row => row.AccountId.Book == OutsideAcquirer.Book);
        world.CheckFold();
    }

    [Fact]
    public void Parts_post_from_the_hold_and_the_final_one_lets_the_rest_go()
    {
        var tap = far.Paid(holder, 4_000);
        Assert.Equal(PaymentState.PartiallyCaptured, Changed(far.Presentment(tap, 1_000)).State);
        Assert.Equal(16_000, holder.AvailableMinor);
        Assert.Equal(PaymentState.Captured, Changed(far.Presentment(tap, 500, isFinal: true)).State);
        Assert.Equal(18_500, holder.AvailableMinor);
        Assert.Equal(PresentmentMarks.None, Last.Marks);
    }

    [Fact]
    public void In_another_currency_than_the_account_it_is_the_issuers_until_somebody_decides()
    {
        var tap = far.Paid(holder, 4_000);
        Changed(far.Presentment(tap, 4_000) with { Currency = Currency.Eur });
        Assert.Equal(PresentmentMarks.Unmatched, Last.Marks);
        Assert.Equal((PresentmentMarks.Unmatched, 4_000L), (Case.Marks, Case.AmountMinor));
        Assert.Equal(16_000, holder.AvailableMinor);
        var suspense = AccountId.Of(World.Issuer, AccountRole.UnmatchedPresentments, Currency.Eur);
        Assert.Equal(4_000, world.State.Ledger.Read(suspense).BalanceMinor);
        Changed(far.Presentment(tap, 4_000));
        Assert.Equal(16_000, holder.AvailableMinor);
        world.CheckFold();
    }

    [Fact]
    public void An_old_business_date_opens_no_window_that_would_keep_today_from_closing()
    {
        var tap = far.Paid(holder, 4_000);
        var today = world.Now.Date;
        Changed(far.Presentment(tap, 1_000) with { BusinessDate = today.AddDays(-5) });
        Assert.Equal(today, Last.BusinessDate);
        world.Must(new SettlementCommand.CloseWindow(today));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_finds_its_payment_also_after_the_range_went_to_another_issuer(bool isOutside)
    {
        var tap = far.Paid(holder, 4_000);
        world.Must(new DirectoryCommand.RegisterParticipant(
            new Participant(new ParticipantId(9), 9, "10009", "Other Bank", ParticipantRoles.Issuer, 840, isOutside),
            "setup"));
        world.Must(new DirectoryCommand.RegisterRange(
            new AccountRange("9999100", 16, RangeKind.Token, 9, 2, "demo", "tessera", World.Requestor, "F0"),
            "setup"));
        Changed(far.Presentment(tap, 4_000) with { Facts = far.Facts(holder) });
        Assert.Equal((World.Issuer.Number, tap.Payment), (Last.IssuerBook, Last.Payment));
        Assert.Equal(0, world.State.Payments.Find(tap.Payment)!.HeldMinor);
        world.CheckFold();
    }

    [Fact]
    public void Late_it_posts_without_its_hold_and_is_flagged()
    {
        var tap = far.Paid(holder, 4_000);
        world.Pass(TimeSpan.FromDays(8));
        Housekeep();
        Assert.Equal(20_000, holder.AvailableMinor);
        Changed(far.Presentment(tap, 4_000));
        Assert.Equal(PresentmentMarks.Late, Last.Marks);
        Assert.Empty(world.State.Clearing.Open);
        Assert.Equal(16_000, holder.AvailableMinor);
        world.CheckFold();
    }

    [Fact]
    public void It_finds_its_payment_in_the_cold_store_too()
    {
        var tap = far.Paid(holder, 4_000);
        world.Pass(TimeSpan.FromDays(8));
        Housekeep();
        world.Pass(TimeSpan.FromDays(2));
        Housekeep();
        Assert.Null(world.State.Payments.Find(tap.Payment));
        Changed(far.Presentment(tap, 4_000));
        Assert.Equal(tap.Payment, Last.Payment);
        world.CheckFold();
    }

    [Fact]
    public void Beyond_the_authorisation_it_posts_and_makes_a_case_of_the_excess()
    {
        var tap = far.Paid(holder, 4_000);
        Changed(far.Presentment(tap, 3_000));
        Changed(far.Presentment(tap, 3_500));
        Assert.Equal(PresentmentMarks.OverCleared, Last.Marks);
        Assert.Equal((ClearingCaseKind.Dispute, 2_500), (Case.Kind, Case.AmountMinor));
        Assert.Equal(13_500, holder.AvailableMinor);
        world.CheckFold();
    }

    [Fact]
    public void Within_the_tolerance_it_is_no_exception()
    {
        world.Must(new DirectoryCommand.SetPaymentPolicy(
            PaymentPolicy.Default with { CaptureToleranceBasisPoints = 2_000 }, "test"));
        var tap = far.Paid(holder, 4_000);
        Changed(far.Presentment(tap, 4_800));
        Assert.Equal(PresentmentMarks.None, Last.Marks);
    }

    [Fact]
    public void Without_an_authorisation_it_posts_and_makes_a_case_of_the_whole()
    {
        var tap = far.Tap(holder, 4_000);
        var reply = Changed(far.Presentment(tap, 4_000));
        Assert.Equal((PaymentState.Captured, 0, 4_000), (reply.State, reply.AuthorisedMinor, reply.CapturedMinor));
        Assert.Equal(PresentmentMarks.Unmatched, Last.Marks);
        Assert.Equal((ClearingCaseKind.Dispute, 4_000), (Case.Kind, Case.AmountMinor));
        Assert.Equal(16_000, holder.AvailableMinor);
        world.CheckFold();
    }

    [Fact]
    public void For_a_number_that_nobody_knows_the_issuer_pays_until_the_case_is_closed()
    {
        var tap = far.Tap(holder, 4_000);
        Changed(far.Presentment(tap, 4_000) with { Number = Pan.FromNumber(9999_1000_7777_0000, 16) });
        Assert.Equal(20_000, holder.AvailableMinor);
        Assert.Equal(4_000, Balance(World.Issuer, AccountRole.UnmatchedPresentments));
        Assert.Equal(4_000, Case.AmountMinor);
    }

    [Fact]
    public void Of_another_acquirer_or_payer_it_matches_nothing()
    {
        var other = Cardholder.WithToken(world, 2);
        var tap = far.Paid(holder, 4_000);
        Changed(far.Presentment(tap, 4_000) with { Number = other.Number });
        Assert.Equal(PresentmentMarks.Unmatched, Last.Marks);
        Changed(far.Presentment(tap, 4_000) with { Facts = tap.Facts with { AcquirerBook = 3, Outside = default } });
        Assert.Equal(PresentmentMarks.Unmatched, Last.Marks);
        Assert.Equal(4_000, world.State.Payments.Find(tap.Payment)!.HeldMinor);
        Changed(far.Presentment(tap, 4_000));
        Assert.Equal((tap.Payment, PresentmentMarks.None), (Last.Payment, Last.Marks));
        world.CheckFold();
    }

    [Fact]
    public void A_refund_finds_what_nobody_authorised_by_the_trace_that_it_named()
    {
        var tap = far.Tap(holder, 4_000);
        Changed(far.Presentment(tap, 4_000));
        Changed(far.Refund(tap, 4_000));
        Assert.Equal(20_000, holder.AvailableMinor);
    }

    [Fact]
    public void An_outside_issuers_cards_are_told_apart_by_their_numbers()
    {
        var one = Cardholder.WithToken(world, 8, issuer: World.OutsideIssuer);
        var two = Cardholder.WithToken(world, 9, issuer: World.OutsideIssuer);
        var tap = one.PlainTap(900) with { Facts = far.Facts(one) };
        world.Must(tap);
        world.Must(new PaymentCommand.Conclude(tap.Payment, Core.Partners.FundingAnswer.Approved("A1")));
        Changed(far.Presentment(tap, 900) with { Pan = two.PanReference });
        Assert.Equal(PresentmentMarks.Unmatched, Last.Marks);
        Changed(far.Presentment(tap, 900));
        Assert.Equal(PresentmentMarks.None, Last.Marks);
    }

    [Fact]
    public void The_bounds_of_the_marks_are_exact()
    {
        var tap = far.Paid(holder, 4_000);
        world.Pass(TimeSpan.FromDays(7));
        Changed(far.Presentment(tap, 1_000));
        Assert.Equal(PresentmentMarks.Late, Last.Marks);
        Changed(far.Presentment(far.Tap(holder, 1), holder.AvailableMinor));
        Assert.Equal(PresentmentMarks.Unmatched, Last.Marks);
        Changed(far.Presentment(far.Tap(holder, 1), 1));
        Assert.Equal(PresentmentMarks.Unmatched | PresentmentMarks.Overdrawn, Last.Marks);
    }

    [Fact]
    public void What_comes_after_an_over_cleared_presentment_is_in_question_as_a_whole()
    {
        var tap = far.Paid(holder, 4_000);
        Changed(far.Presentment(tap, 5_000));
        Changed(far.Presentment(tap, 700));
        Assert.Equal([1_000, 700], world.State.Clearing.Open.Select(open => open.AmountMinor));
    }

    [Fact]
    public void After_a_reversal_it_posts_and_makes_a_case()
    {
        var tap = far.Paid(holder, 4_000);
        world.Must(new PaymentCommand.Reverse(tap.TraceKey, OutsideAcquirer.Book));
        Changed(far.Presentment(tap, 4_000));
        Assert.Equal(PresentmentMarks.AfterRelease, Last.Marks);
        Assert.Equal(4_000, Case.AmountMinor);
    }

    [Fact]
    public void More_than_is_available_posts_and_is_collected()
    {
        var tap = far.Paid(holder, 18_000);
        world.Pass(TimeSpan.FromDays(8));
        Housekeep();
        holder.Paid(15_000);
        Changed(far.Presentment(tap, 18_000));
        Assert.Equal(PresentmentMarks.Late | PresentmentMarks.Overdrawn, Last.Marks);
        Assert.Equal((ClearingCaseKind.Collection, 13_000), (Case.Kind, Case.AmountMinor));
        Assert.Equal(-13_000, holder.AvailableMinor);
        world.MustRefuse(PaymentRefusal.OutcomeInvalid, new ClearingCommand.CloseCase(
            Case.Id, ClearingCaseState.ChargedBack, "bank"));
        var id = Case.Id;
        world.Must(new ClearingCommand.CloseCase(id, ClearingCaseState.Collected, "bank"));
        Assert.Empty(world.State.Clearing.Open);
        world.MustRefuse(
            PaymentRefusal.CaseUnknown, new ClearingCommand.CloseCase(id, ClearingCaseState.Accepted, "bank"));
        world.CheckFold();
    }

    [Fact]
    public void A_second_message_of_the_same_presentment_posts_nothing()
    {
        var tap = far.Paid(holder, 4_000);
        var presentment = far.Presentment(tap, 4_000);
        Changed(presentment);
        world.MustRefuse(PaymentRefusal.AlreadyRegistered, presentment);
        var strange = far.Presentment(far.Tap(holder, 100), 100);
        Changed(strange);
        world.MustRefuse(PaymentRefusal.AlreadyRegistered, strange);
    }

    [Fact]
    public void A_refund_runs_back_and_is_bounded_by_what_was_presented()
    {
        var tap = far.Paid(holder, 4_000);
        world.MustRefuse(PaymentRefusal.RefundExceedsCaptured, far.Refund(tap, 1));
        Changed(far.Presentment(tap, 4_000));
        Changed(far.Refund(tap, 1_500));
        Assert.Equal(17_500, holder.AvailableMinor);
        world.MustRefuse(PaymentRefusal.RefundExceedsCaptured, far.Refund(tap, 2_501));
        Changed(far.Refund(tap, 2_500));
        Assert.Equal(20_000, holder.AvailableMinor);
        Assert.Equal(60, world.Events().OfType<PaymentEvent.Refunded>().Sum(e => e.InterchangeReturnedMinor));
        world.MustRefuse(PaymentRefusal.OriginalUnknown, far.Refund(far.Tap(holder, 1), 1));
        world.CheckFold();
    }

    [Fact]
    public void The_senders_business_date_holds_while_its_window_is_open()
    {
        var yesterday = world.Now.Date;
        world.Pass(TimeSpan.FromDays(1));
        var tap = far.Paid(holder, 4_000);
        Changed(far.Presentment(tap, 1_000) with { BusinessDate = yesterday });
        Assert.Equal(yesterday, Last.BusinessDate);
        world.Must(new SettlementCommand.CloseWindow(yesterday));
        Changed(far.Presentment(tap, 1_000) with { BusinessDate = yesterday });
        Assert.Equal(world.Now.Date, Last.BusinessDate);
        Changed(far.Presentment(tap, 1_000) with { BusinessDate = world.Now.Date.AddDays(1) });
        Assert.Equal(world.Now.Date, Last.BusinessDate);
    }

    [Fact]
    public void A_message_that_comes_after_its_day_is_closed_has_the_fees_of_its_day()
    {
        var day = world.Now.Date;
        var tap = far.Paid(holder, 4_000);
        world.Must(new SettlementCommand.CloseWindow(day));
        world.Pass(TimeSpan.FromDays(1));
        world.Must(new DirectoryCommand.SetFees(new FeeTable(2, 300, 10), "test"));
        Changed(far.Presentment(tap, 1_000) with { BusinessDate = day, TransactionDate = day });
        Assert.Equal((world.Now.Date, 1, 15), (Last.BusinessDate, Last.Basis!.FeeVersion, Last.Fees.InterchangeMinor));
        Changed(far.Presentment(tap, 1_000) with { BusinessDate = day.AddDays(-1), TransactionDate = day.AddDays(-1) });
        Assert.Equal((2, 30), (Last.Basis!.FeeVersion, Last.Fees.InterchangeMinor));
    }

    [Fact]
    public void Fees_are_not_the_acquirers_to_say() => world.MustRefuse(
        PaymentRefusal.FeesInvalid,
        far.Presentment(far.Paid(holder, 4_000), 4_000) with { Fees = new PresentmentFees(0, 1, 0, 0) });

    private Reply.PaymentChanged Changed(ClearingCommand command) =>
        Assert.IsType<Reply.PaymentChanged>(world.Must(command));

    private void Housekeep() => world.Send(0, new MaintenanceCommand(50, 100, TimeSpan.FromDays(1)));

    private long Owed(BookId debtor, BookId creditor) => -Balance(debtor, AccountRole.DueTo, creditor.Number);

    private long Due(BookId creditor, BookId debtor) => Balance(creditor, AccountRole.DueFrom, debtor.Number);

    private long Balance(BookId book, AccountRole role, ulong owner = 0) =>
        world.State.Ledger.Read(AccountId.Of(book, role, Currency.Usd, owner)).BalanceMinor;
}
