namespace Tessera.Core.Tests.Directory;

public sealed class DirectoryRulesTests
{
    private readonly World world = World.Seeded();

    [Fact]
    public void The_longest_prefix_wins()
    {
        world.Must(new DirectoryCommand.RegisterRange(Range("99991055"), "test"));
        Assert.Equal("99991055", world.State.Directory.FindRange("9999105500000000")!.Prefix);
        Assert.Equal("999910", world.State.Directory.FindRange("9999105400000000")!.Prefix);
        Assert.Null(world.State.Directory.FindRange("999910540000000"));
        Assert.Null(world.State.Directory.FindRange("4761739001010119"));
    }

    [Fact]
    public void A_taken_id_book_or_code_is_refused()
    {
        world.MustRefuse(DirectoryRefusal.AlreadyRegistered, Register(1, 9, "90009"));
        world.MustRefuse(DirectoryRefusal.AlreadyRegistered, Register(9, 1, "90009"));
        world.MustRefuse(DirectoryRefusal.AlreadyRegistered, Register(9, 9, "10001"));
        world.Must(Register(9, 9, "90009"));
    }

    [Fact]
    public void Records_with_bad_members_are_refused()
    {
        world.MustRefuse(DirectoryRefusal.RecordInvalid, Register(9, 0, "90009"));
        world.MustRefuse(DirectoryRefusal.RecordInvalid, Register(9, 9, "9000A"));
        world.MustRefuse(
            DirectoryRefusal.RecordInvalid, new DirectoryCommand.RegisterRange(Range("99991"), "test"));
        world.MustRefuse(
            DirectoryRefusal.RecordInvalid,
            new DirectoryCommand.RegisterTerminal(new PaymentTerminal(new TerminalId(9), World.Shop, "TILL 009"),
                "test"));
        world.MustRefuse(
            DirectoryRefusal.RecordInvalid, new DirectoryCommand.SetFees(new FeeTable(2, -1, 0), "test"));
    }

    [Fact]
    public void A_policy_stays_within_what_its_rules_can_count()
    {
        world.MustRefuse(
            DirectoryRefusal.RecordInvalid,
            new DirectoryCommand.SetActivationPolicy(
                ActivationPolicy.Default with { CodeMinutes = int.MaxValue }, "test"));
        ActivationPolicy[] bad =
        [
            new() { RedDeviceScore = -1 }, new() { RedDeviceScore = 3 }, new() { GoodDeviceScore = 6 },
            new() { GoodAccountScore = 0 }, new() { GoodAccountScore = 6 }, new() { YoungAccountDays = -1 },
            new() { RecentChangeDays = 3_651 }, new() { StableChannelDays = int.MaxValue },
            new() { LostModeDays = -1 }, new() { NamesPerDevice = 0 }, new() { DeskApprovers = 0 },
            new() { DeskApprovers = 3 },
        ];
        Assert.All(bad, policy => world.MustRefuse(
            DirectoryRefusal.RecordInvalid, new DirectoryCommand.SetActivationPolicy(policy, "test")));
        world.MustRefuse(
            DirectoryRefusal.RecordInvalid,
            new DirectoryCommand.SetPaymentPolicy(
                PaymentPolicy.Default with { MaximumBadCryptograms = 256 }, "test"));
    }

    [Fact]
    public void A_range_needs_its_parties()
    {
        world.MustRefuse(
            DirectoryRefusal.ParticipantUnknown,
            new DirectoryCommand.RegisterRange(Range("999912") with { IssuerBook = 77 }, "test"));
        world.MustRefuse(
            DirectoryRefusal.RequestorUnknown,
            new DirectoryCommand.RegisterRange(Range("999912") with { RequestorNumber = 1 }, "test"));
    }

    [Fact]
    public void A_fee_table_must_be_newer()
    {
        world.MustRefuse(DirectoryRefusal.VersionNotNewer, new DirectoryCommand.SetFees(new FeeTable(1, 1, 1), "test"));
        world.Must(new DirectoryCommand.SetFees(new FeeTable(2, 1, 1), "test"));
    }

    [Fact]
    public void A_change_of_acceptance_reaches_the_next_payment_and_names_who_made_it()
    {
        var holder = Cardholder.WithToken(world, 1);
        world.Must(new DirectoryCommand.SetAcceptance(World.Shop, ["tessera"], "operator"));
        Assert.Equal(PaymentRefusal.MerchantRefusesSystem, holder.Declined(holder.NextTap(100)));
        world.Must(new DirectoryCommand.SetAcceptance(World.Shop, [], "operator"));
        Assert.True(holder.Pay(holder.NextTap(100)).IsApproved);
        world.CheckFold();
    }

    [Fact]
    public void A_revoked_key_stays_in_the_directory_as_revoked()
    {
        var id = new Id<IdKinds.ApiKey>(5);
        world.Must(new DirectoryCommand.GrantApiKey(
            new ApiKey(id, new byte[32], ApiKeyRole.Merchant, World.Shop.Value, "till", false), "operator"));
        world.Must(new DirectoryCommand.RevokeApiKey(id, "operator"));
        Assert.True(world.State.Directory.ApiKeys[5].IsRevoked);
        world.MustRefuse(
            DirectoryRefusal.ApiKeyUnknown, new DirectoryCommand.RevokeApiKey(new Id<IdKinds.ApiKey>(6), "operator"));
    }

    private static AccountRange Range(string prefix) =>
        new(prefix, 16, RangeKind.Token, 1, 2, "demo", "tessera", World.Requestor, "F0");

    private static DirectoryCommand.RegisterParticipant Register(ulong id, ushort book, string code) => new(
        new Participant(new ParticipantId(id), book, code, "Another Bank", ParticipantRoles.Issuer, 840), "test");

    [Fact]
    public void A_range_changes_its_name_and_modes_and_never_its_owner_or_keys()
    {
        var seeded = World.Seeded();
        var range = seeded.State.Directory.Ranges.First(known => known.Kind == RangeKind.Funding);
        seeded.Must(new DirectoryCommand.ChangeRange(range with { PaymentSystem = "new", IsWithdrawn = true }, "test"));
        Assert.True(seeded.State.Directory.FindRange(range.Prefix + "0000000000")!.IsWithdrawn);
        foreach (var other in new[]
        {
            range with { KeySet = "other" }, range with { IssuerBook = 2 }, range with { Kind = RangeKind.Token },
        })
        {
            seeded.MustRefuse(DirectoryRefusal.RecordInvalid, new DirectoryCommand.ChangeRange(other, "test"));
        }

        seeded.MustRefuse(
            DirectoryRefusal.RangeUnknown,
            new DirectoryCommand.ChangeRange(range with { Prefix = "123456" }, "test"));
        seeded.CheckFold();
    }
}
