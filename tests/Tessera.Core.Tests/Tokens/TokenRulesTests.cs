using CsCheck;

namespace Tessera.Core.Tests.Tokens;

public sealed class TokenRulesTests
{
    private static readonly TokenActor[] Actors =
        [TokenActor.Holder, TokenActor.Issuer, TokenActor.Wallet, TokenActor.Network];

    private readonly World world = World.Seeded();

    [Fact]
    public void Suspend_already_suspended_by_the_same_actor_is_refused()
    {
        var holder = Cardholder.WithToken(world, 1);
        world.Must(Suspend(holder, TokenActor.Issuer));
        world.MustRefuse(TokenRefusal.AlreadySuspended, Suspend(holder, TokenActor.Issuer));
    }

    [Fact]
    public void Each_actor_lifts_only_its_own_suspension()
    {
        var holder = Cardholder.WithToken(world, 1);
        world.Must(Suspend(holder, TokenActor.Issuer));
        world.Must(Suspend(holder, TokenActor.Holder));
        world.MustRefuse(TokenRefusal.NotSuspendedByActor, Resume(holder, TokenActor.Wallet));
        world.Must(Resume(holder, TokenActor.Holder));
        Assert.Equal(PaymentRefusal.TokenIsSuspended, holder.Declined(holder.NextTap(100)));
        world.Must(Resume(holder, TokenActor.Issuer));
        Assert.True(holder.Pay(holder.NextTap(100)).IsApproved);
        world.CheckFold();
    }

    [Fact]
    public void A_deleted_token_stays_deleted()
    {
        var holder = Cardholder.WithToken(world, 1);
        world.Must(new TokenCommand.Delete(holder.Token, TokenActor.Holder, "sold"));
        world.MustRefuse(TokenRefusal.TokenIsDeleted, Resume(holder, TokenActor.Holder));
        Assert.Equal(PaymentRefusal.TokenIsDeleted, holder.Declined(holder.NextTap(100)));
    }

    [Theory]
    [InlineData(TokenActor.LostDevice)]
    [InlineData(TokenActor.None)]
    [InlineData(TokenActor.Holder | TokenActor.Issuer)]
    public void Nobody_else_moves_a_token(TokenActor actor)
    {
        var holder = Cardholder.WithToken(world, 1);
        world.MustRefuse(TokenRefusal.ActorMayNot, Suspend(holder, actor));
        world.MustRefuse(TokenRefusal.ActorMayNot, Resume(holder, actor));
        world.MustRefuse(TokenRefusal.ActorMayNot, new TokenCommand.Delete(holder.Token, actor, ""));
    }

    [Fact]
    public void An_unknown_token_is_refused() =>
        world.MustRefuse(TokenRefusal.TokenUnknown, new TokenCommand.Suspend(new TokenId(9), TokenActor.Holder, ""));

    // Model: the set of actors whose suspension stands, and whether somebody deleted the token.
    [Fact]
    public void States_follow_the_model_over_random_moves() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 3]).Array[0, 30].Sample(
            moves =>
            {
                var run = World.Seeded();
                var holder = Cardholder.WithToken(run, 1);
                var suspendedBy = new HashSet<TokenActor>();
                foreach (var (move, who) in moves)
                {
                    var actor = Actors[who];
                    var isDecided = run.Send(move switch
                    {
                        0 => Suspend(holder, actor),
                        1 => Resume(holder, actor),
                        _ => Suspend(holder, actor),
                    }).Kind == DecisionKind.Decided;
                    Assert.Equal(isDecided, move == 1 ? suspendedBy.Remove(actor) : suspendedBy.Add(actor));
                    var isApproved = holder.Pay(holder.NextTap(1)).IsApproved;
                    Assert.Equal(suspendedBy.Count == 0, isApproved);
                }

                run.CheckFold();
            },
            iter: 60,
            threads: 1);

    // Model: the set of counter values used so far, with everything 64 or more behind the highest counted as used.
    [Fact]
    public void A_counter_value_is_used_at_most_once_in_any_order() =>
        Gen.Int[1, 200].Array[1, 300].Sample(values =>
        {
            var row = new TokenRow { Number = 1, NumberLength = 16 };
            var used = new HashSet<int>();
            var highest = 0;
            foreach (var value in values)
            {
                var isUsed = used.Contains(value) || highest - value >= 64;
                Assert.Equal(isUsed, row.IsUsed((ushort)value));
                if (!isUsed)
                {
                    row.Use((ushort)value, mark: 1);
                    used.Add(value);
                    highest = Math.Max(highest, value);
                }
            }
        });

    private static TokenCommand.Suspend Suspend(Cardholder holder, TokenActor actor) =>
        new(holder.Token, actor, "test");

    private static TokenCommand.Resume Resume(Cardholder holder, TokenActor actor) => new(holder.Token, actor, "test");
}
