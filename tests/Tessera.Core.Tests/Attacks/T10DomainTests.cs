using Tessera.Core.Activation;

namespace Tessera.Core.Tests.Attacks;

// T10: a token outside its domain. Every combination of requestor, way in, merchant and cryptogram is tried; what is
// accepted is the list that stands here.
public sealed class T10DomainTests
{
    private const ulong Other = 50_000_000_002;

    private readonly World world = World.Seeded();
    private int trace;

    public T10DomainTests()
    {
        world.Must(new DirectoryCommand.RegisterRequestor(
            new TokenRequestor(Other, "Other Wallet", "other", 4, 0), "setup"));
        world.Must(new DirectoryCommand.RegisterRange(
            new AccountRange("999930", 16, RangeKind.Token, 1, 2, "demo", "other", Other, "F0"), "setup"));
    }

    [Fact]
    public void Of_all_combinations_only_the_listed_ones_are_accepted()
    {
        var holder = Cardholder.WithToken(world, 1);
        var rival = Cardholder.WithCard(world, 2);
        var rivalToken = Activate(rival);
        var accepted = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (name, number) in new[] { ("tessera", holder.Number), ("other", rivalToken) })
        {
            foreach (var mode in Enum.GetValues<EntryMode>())
            {
                foreach (var merchant in new[] { World.Shop, World.Refuser })
                {
                    foreach (var hasCryptogram in new[] { true, false })
                    {
                        if (Pay(holder, number, mode, merchant, hasCryptogram))
                        {
                            accepted.Add($"{name} {mode} {(merchant == World.Shop ? "shop" : "refuser")} cryptogram");
                        }
                    }
                }
            }
        }

        Assert.Equal(
            [
                "other ContactlessChip refuser cryptogram", "other ContactlessChip shop cryptogram",
                "other InApp refuser cryptogram", "other InApp shop cryptogram",
                "tessera ContactlessChip shop cryptogram", "tessera InApp shop cryptogram",
            ],
            accepted);
    }

    private bool Pay(Cardholder holder, Pan number, EntryMode mode, MerchantId merchant, bool hasCryptogram)
    {
        var directory = world.State.Directory;
        var terminal = directory.Terminals.Values.First(till => till.Merchant == merchant);
        trace++;
        holder.Atc++;
        var tap = holder.Tap(100);
        return holder.Pay(tap with
        {
            Payment = new PaymentId(((UInt128)99 << 64) | (uint)trace),
            TraceKey = ((UInt128)99 << 96) | (uint)trace,
            Number = number,
            Facts = directory.Facts(terminal, directory.FindRange(number.Reveal())!),
            EntryMode = mode,
            Verdict = hasCryptogram ? tap.Verdict : CryptogramVerdict.Invalid,
        }).IsApproved;
    }

    private Pan Activate(Cardholder rival)
    {
        var phone = new DeviceId(202);
        var number = Pan.FromNumber(9999_3000_0000_0002, 16);
        world.Must(new ActivationCommand.RegisterDevice(phone, default, [4, 5, 6], Other));
        world.Must(new ActivationCommand.CheckEligibility(rival.Provisioning, rival.Card, phone));
        world.Must(new ActivationCommand.AcceptTerms(rival.Provisioning, 1));
        world.Must(new ActivationCommand.Provision(rival.Provisioning, Cardholder.Good, rival.Token, [number]));
        world.Must(new ActivationCommand.Complete(rival.Provisioning, phone, 1));
        return number;
    }
}
