using MemoryPack;
using Tessera.Core.Directory;
using Tessera.Core.Payments;

namespace Tessera.Core.Tests.Payments;

public sealed class FactsTests
{
    private readonly World world = World.Seeded();
    private readonly Cardholder holder;

    public FactsTests() => holder = Cardholder.WithToken(world, 1);

    [Fact]
    public void Payments_with_the_same_facts_note_them_once_whatever_the_terminal()
    {
        world.Must(new DirectoryCommand.RegisterTerminal(
            new PaymentTerminal(new TerminalId(9), World.Shop, "TILL0009"), "setup"));
        var first = holder.Paid(1_000);
        var tap = holder.NextTap(1_000);
        var second = holder.Pay(tap with { Facts = tap.Facts with { Terminal = new TerminalId(9) } }).Payment;

        Assert.Single(world.Events().OfType<MaintenanceEvent.FactsNoted>());
        var (one, other) = (world.State.Payments.Find(first)!, world.State.Payments.Find(second)!);
        Assert.Same(one.Facts, other.Facts);
        Assert.Equal((new TerminalId(1), new TerminalId(9)), (one.Till, other.Till));
        Assert.InRange(world.Journal[^1].Length, 1, 500);
    }

    [Fact]
    public void Facts_that_come_back_from_a_payment_are_the_noted_ones()
    {
        var noted = world.State.Payments.Find(holder.Paid(1_000))!.Facts;
        holder.Pay(holder.NextTap(1_000) with { Facts = noted });
        Assert.Single(world.Events().OfType<MaintenanceEvent.FactsNoted>());
    }

    [Fact]
    public void Other_terms_are_other_facts_and_a_payment_keeps_those_of_its_time()
    {
        var before = holder.Paid(1_000);
        world.Must(new DirectoryCommand.SetPaymentPolicy(
            world.State.Directory.PaymentPolicy with { RefundDays = 10 }, "setup"));
        var after = holder.Paid(1_000);

        Assert.Equal(360, world.State.Payments.Find(before)!.Facts.Policy.RefundDays);
        Assert.Equal(10, world.State.Payments.Find(after)!.Facts.Policy.RefundDays);
        world.CheckFold();
        world.Restart();
        Assert.Equal(360, world.State.Payments.Find(before)!.Facts.Policy.RefundDays);
        world.CheckFold();
    }

    [Fact]
    public void A_reader_that_begins_in_the_middle_finds_noted_facts_in_the_cold_store()
    {
        var id = holder.Paid(1_000);
        var facts = new KnownFacts(number => MemoryPackSerializer.Deserialize<PaymentFacts>(
            world.Cold[FactsTable.KeyOf(number)]));

        var read = MemoryPackSerializer.Deserialize<CoreEvent>(world.Journal[^1], facts.Options);

        Assert.Equal(
            world.State.Payments.Find(id)!.Facts, Assert.IsType<PaymentEvent.Authorised>(read).Payment.Facts);
    }

    [Fact]
    public void A_payment_whose_facts_nobody_noted_is_not_read()
    {
        holder.Paid(1_000);
        Assert.Throws<MemoryPackSerializationException>(
            () => MemoryPackSerializer.Deserialize<CoreEvent>(world.Journal[^1], new KnownFacts().Options));
    }

    [Fact]
    public void An_event_of_before_carries_its_facts_and_still_reads()
    {
        var payment = world.State.Payments.Find(holder.Paid(1_000))!;
        var full = payment with
        {
            Facts = payment.Facts with { Number = 0, Terminal = payment.Till }, Terminal = default,
        };
        var read = MemoryPackSerializer.Deserialize<Payment>(MemoryPackSerializer.Serialize(full))!;

        Assert.Equal(full.Facts, read.Facts);
        Assert.Equal(payment.Till, read.Till);
    }
}
