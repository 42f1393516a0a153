namespace Tessera.Core.Tests.Tokens;

// Limited-use keys of the cloud profile: uses, life, replacement.
public sealed class CredentialRulesTests
{
    private const ulong Cloud = 40_010_039_999;
    private const ulong FirstKey = 0x1_0101;
    private const ulong SecondKey = 0x2_0101;
    private const int Uses = 3;

    private static readonly DeviceId Device = new(77);
    private static readonly TokenId Token = new(3_777);
    private static readonly ProvisioningId Provisioning = new(4_777);
    private static readonly Pan Number = Pan.FromNumber(9999_3000_0000_0000UL, 16);

    private readonly World world = World.Seeded();
    private readonly Cardholder holder;

    public CredentialRulesTests()
    {
        holder = Cardholder.WithCard(world, 1);
        world.Must(new DirectoryCommand.RegisterRequestor(
            new TokenRequestor(Cloud, "Cloud", "cloud", 4, 15) { KeyUses = Uses, KeyLifeHours = 24 }, "setup"));
        world.Must(new DirectoryCommand.RegisterRange(
            new AccountRange("999930", 16, RangeKind.Token, 1, 2, "demo", "cloud", Cloud, "F0"), "setup"));
        world.Must(new ActivationCommand.RegisterDevice(Device, default, [1, 2, 3], Cloud));
        world.Must(new ActivationCommand.CheckEligibility(Provisioning, holder.Card, Device));
        world.Must(new ActivationCommand.AcceptTerms(Provisioning, 1));
        world.Must(new ActivationCommand.Provision(Provisioning, Cardholder.Good, Token, [Number]));
        world.Must(new ActivationCommand.Complete(Provisioning, Device, FirstKey));
    }

    [Fact]
    public void A_key_is_good_for_its_uses_and_no_more()
    {
        for (var use = 0; use < Uses; use++)
        {
            Assert.True(holder.Pay(Tap(FirstKey)).IsApproved);
        }

        Assert.Equal(PaymentRefusal.CredentialInvalid, holder.Declined(Tap(FirstKey)));
        world.CheckFold();
    }

    [Fact]
    public void A_decline_of_a_genuine_cryptogram_uses_the_key_too()
    {
        for (var use = 0; use < Uses; use++)
        {
            Assert.Equal(PaymentRefusal.InsufficientFunds, holder.Declined(Tap(FirstKey, 99_999_999)));
        }

        Assert.Equal(PaymentRefusal.CredentialInvalid, holder.Declined(Tap(FirstKey)));
    }

    [Fact]
    public void A_key_ends_with_its_life()
    {
        world.Pass(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.True(holder.Pay(Tap(FirstKey)).IsApproved);
        world.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(PaymentRefusal.CredentialInvalid, holder.Declined(Tap(FirstKey)));
    }

    [Fact]
    public void The_next_key_pays_and_the_one_before_is_worth_nothing()
    {
        Assert.True(holder.Pay(Tap(FirstKey)).IsApproved);
        var replaced = (Reply.KeyReplaced)world.Must(Replace(SecondKey, 2));
        Assert.Equal((2, Uses), (replaced.KeyNumber, replaced.UsesLeft));
        Assert.Equal(PaymentRefusal.CredentialInvalid, holder.Declined(Tap(FirstKey)));
        for (var use = 0; use < Uses; use++)
        {
            Assert.True(holder.Pay(Tap(SecondKey)).IsApproved);
        }

        Assert.Equal(PaymentRefusal.CredentialInvalid, holder.Declined(Tap(SecondKey)));
        world.CheckFold();
        world.Restart();
        world.Must(Replace(0x3_0101, 3));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(0)]
    [InlineData(70_000)]
    public void Only_the_number_after_the_key_in_use_is_taken(int number) =>
        world.MustRefuse(TokenRefusal.KeyNumberWrong, Replace(SecondKey, number));

    [Fact]
    public void A_key_that_the_device_did_not_open_is_refused() =>
        world.MustRefuse(TokenRefusal.KeyProofWrong, new TokenCommand.ReplaceKey(Token, SecondKey, 2, IsProven: false));

    [Fact]
    public void A_token_that_may_not_pay_gets_no_keys()
    {
        world.Must(new ActivationCommand.SetDeviceLost(Device, IsLost: true));
        world.MustRefuse(TokenRefusal.TokenIsSuspended, Replace(SecondKey, 2));
        world.Must(new TokenCommand.Delete(Token, TokenActor.Holder, ""));
        world.MustRefuse(TokenRefusal.TokenIsDeleted, Replace(SecondKey, 2));
        world.MustRefuse(
            TokenRefusal.TokenUnknown, new TokenCommand.ReplaceKey(new TokenId(9), SecondKey, 2, IsProven: true));
    }

    [Fact]
    public void Keys_in_a_secure_element_are_never_replaced()
    {
        var other = Cardholder.WithToken(world, 2);
        world.MustRefuse(
            TokenRefusal.KeysAreForLife, new TokenCommand.ReplaceKey(other.Token, SecondKey, 2, IsProven: true));
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(0, 5)]
    [InlineData(1_001, 24)]
    [InlineData(-1, 24)]
    [InlineData(10, 8_785)]
    public void A_requestor_with_uses_and_no_life_or_the_reverse_is_refused(int uses, int hours) => world.MustRefuse(
        DirectoryRefusal.RecordInvalid,
        new DirectoryCommand.RegisterRequestor(
            new TokenRequestor(40_010_038_888, "X", "x", 4, 15) { KeyUses = uses, KeyLifeHours = hours }, "setup"));

    private static TokenCommand.ReplaceKey Replace(ulong keyId, int number) =>
        new(Token, keyId, number, IsProven: true);

    private PaymentCommand.Authorise Tap(ulong keyId, long amountMinor = 100)
    {
        var tap = holder.NextTap(amountMinor);
        var directory = world.State.Directory;
        return tap with
        {
            Number = Number,
            Facts = directory.Facts(
                directory.Terminals.Values.First(terminal => terminal.Merchant == World.Shop),
                directory.FindRange(Number.Reveal())!),
            Verdict = tap.Verdict with { KeyId = keyId },
        };
    }
}
