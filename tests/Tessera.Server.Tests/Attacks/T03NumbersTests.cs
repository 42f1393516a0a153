using System.Numerics;
using Microsoft.Extensions.DependencyInjection;
using Tessera.Core;
using Tessera.Primitives;
using Tessera.Server.Acceptance;
using Tessera.Server.Demo;
using Tessera.Server.Tests.Activation;
using Tessera.Server.Tests.Operations;
using Tessera.Terminal.Till;

namespace Tessera.Server.Tests.Attacks;

/// <summary>
/// T3: cryptograms are collected in advance for numbers that can be foreseen (Bond et al. 2012: 17 bits fixed, 15 bits
/// counting). Goal: our till's numbers pass fixed bounds, and the network finds a terminal with such numbers.
/// </summary>
public sealed class T03NumbersTests(DemoServer server) : IClassFixture<DemoServer>
{
    private const int Sample = 1_000_000;

    /// <summary>Bounds at six standard deviations: a good generator fails once in 10^8 runs.</summary>
    [Fact]
    public void A_million_numbers_of_the_till_look_random()
    {
        var numbers = new uint[Sample];
        for (var index = 0; index < Sample; index++)
        {
            numbers[index] = UnpredictableNumbers.Next();
        }

        // Repeats: 116 are expected of a million out of 2^32.
        Assert.InRange(Sample - numbers.Distinct().Count(), 51, 181);

        var ones = numbers.Sum(number => (long)BitOperations.PopCount(number));
        Assert.InRange(ones, 16_000_000 - 17_000, 16_000_000 + 17_000);
        for (var bit = 0; bit < 32; bit++)
        {
            Assert.InRange(numbers.Count(number => ((number >> bit) & 1) != 0), 497_000, 503_000);
        }

        var runs = 0L;
        var (sum, squares, products) = (0.0, 0.0, 0.0);
        for (var index = 0; index < Sample; index++)
        {
            // Changes inside a number and from its last bit to the next one's first.
            runs += BitOperations.PopCount((numbers[index] ^ (numbers[index] >> 1)) & 0x7FFF_FFFF);
            var next = numbers[(index + 1) % Sample];
            runs += ((numbers[index] & 1) ^ (next >> 31)) != 0 ? 1 : 0;
            var value = (numbers[index] / 4_294_967_296.0) - 0.5;
            sum += value;
            squares += value * value;
            products += value * ((next / 4_294_967_296.0) - 0.5);
        }

        Assert.InRange(runs, 16_000_000 - 17_000, 16_000_000 + 17_000);
        Assert.InRange(products / squares, -0.006, 0.006);
        Assert.InRange(sum / Sample, -0.0018, 0.0018);
    }

    [Fact]
    public async Task A_terminal_that_counts_in_15_bits_is_flagged_within_200_taps_and_shown_to_the_operator()
    {
        using var phone = await server.NewPhoneAsync(limit: 100_000_000);
        var watch = server.Host.Services.GetRequiredService<NumberWatch>();
        var number = 0x5A5A_8000u;
        phone.Change = elements =>
        {
            number = (number & 0xFFFF_8000) | ((number + 37) & 0x7FFF);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(elements[0x9F37], number);
        };
        var taps = 0;
        while (!watch.Weak.Contains(DemoIds.BooksTill))
        {
            Assert.True(++taps <= 200);
            Assert.Null((await server.Books.Payments.AuthoriseAsync(
                phone.Pay(DemoIds.BooksTill.ToString(), 100, phone.Tap(100, DemoServer.Today)))).DeclineCode);
        }

        Assert.DoesNotContain(DemoIds.CoffeeTill, watch.Weak);
        var status = await server.Http.GetStringAsync(new Uri("/status", UriKind.Relative));
        Assert.Matches("\"weak_terminals\": ?[1-9]", status);
    }

    [Theory]
    [InlineData("15 bits counting at random steps")]
    [InlineData("32 bits counting")]
    [InlineData("the same number")]
    [InlineData("16 bits only")]
    [InlineData("one of a hundred numbers")]
    public void Other_weak_terminals_are_flagged_within_200_taps(string kind)
    {
        var watch = server.Host.Services.GetRequiredService<NumberWatch>();
        var terminal = new Id<IdKinds.Terminal>((UInt128)(uint)kind.Length << 64 | 0x77);
        var random = new Random(kind.Length);
        var count = 0u;
        for (var tap = 0; tap < 200; tap++)
        {
            count += kind.StartsWith("15", StringComparison.Ordinal) ? (uint)random.Next(1, 500) : 1;
            watch.Take(terminal, kind switch
            {
                "15 bits counting at random steps" => 0x1234_0000 | (count & 0x7FFF),
                "32 bits counting" => unchecked(0x89AB_CDEF + (count * 0x0101_0101)),
                "the same number" => 0x1020_3040,
                "16 bits only" => (uint)random.Next(0x1_0000),
                _ => (uint)random.Next(100) * 40_000_003u,
            });
        }

        Assert.Contains(terminal, watch.Weak);
    }

    [Fact]
    public void Honest_terminals_are_not_flagged()
    {
        var watch = server.Host.Services.GetRequiredService<NumberWatch>();
        for (var tap = 0; tap < 500_000; tap++)
        {
            watch.Take(new Id<IdKinds.Terminal>(1_000_000 + (UInt128)(uint)(tap % 500)), UnpredictableNumbers.Next());
        }

        Assert.DoesNotContain(
            watch.Weak, terminal => terminal.Value >= (UInt128)1_000_000 && terminal.Value < (UInt128)1_000_500);
    }
}
