using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Tessera.Client;
using Tessera.Client.Payments;
using Tessera.Client.Tokens;
using Tessera.Client.Wire;
using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Keys;
using Tessera.Hsm;
using Tessera.Primitives;
using Tessera.Server.Acceptance;
using Tessera.Server.Demo;
using Tessera.Server.Tests.Activation;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Attacks;

/// <summary>T9: somebody asks the server whether a cryptogram is right, again and again.</summary>
public sealed class T09GuessingTests : IAsyncLifetime
{
    private const int Limit = 20;
    private readonly ShiftedTime _time = new(TimeSpan.Zero);
    private readonly ITestOutputHelper _output;
    private readonly DemoServer _server;

    public T09GuessingTests(ITestOutputHelper output)
    {
        _output = output;
        _server = new DemoServer { WrongCryptogramsPerTerminal = Limit, Time = _time };
    }

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Every_cause_of_a_wrong_cryptogram_has_the_same_answer_byte_for_byte()
    {
        using var phone = await _server.NewPhoneAsync();
        var tap = Tap(phone);
        var causes = new Dictionary<string, string>
        {
            ["a wrong cryptogram"] = Flip(tap, "9F2608", 6),
            ["a wrong last byte"] = Flip(tap, "9F2608", 6 + 14),
            ["another amount covered"] = Flip(tap, "9F0206", 6 + 11),
            ["another counter"] = Flip(tap, "9F3602", 6 + 3),
            ["a key index that is not there"] = Flip(tap, "9F1007", 6 + 2),
            ["an unknown version"] = Flip(tap, "9F1007", 6 + 4),
            ["a decline passed on as a request"] = Flip(tap, "9F1007", 6 + 8),
            ["a layout that nobody has"] = Flip(tap, "9F1007", 6 + 1),
            ["a date that is no number"] = Flip(tap, "9A03", 4, 'F'),
        };
        var answers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (cause, emv) in causes)
        {
            var answer = await RawAsync(phone, emv, cause.Replace(' ', '-'));
            Assert.Contains("cryptogram_wrong", answer, StringComparison.Ordinal);
            answers.Add(answer);
        }

        Assert.Single(answers);
    }

    [Fact]
    public async Task Whoever_guesses_at_one_token_has_five_tries()
    {
        using var phone = await _server.NewPhoneAsync();
        for (var guess = 0; guess < 5; guess++)
        {
            var guessed = Flip(Tap(phone), "9F2608", 6 + guess);
            Assert.Equal("cryptogram_wrong", (await PayAsync(phone, guessed)).DeclineCode);
        }

        Assert.Equal(TokenState.Suspended, (await _server.Wallet.Tokens.GetAsync(phone.Token)).State);
        Assert.Equal("token_is_suspended", (await PayAsync(phone, Tap(phone))).DeclineCode);
    }

    [Fact]
    public async Task A_till_that_guesses_at_many_tokens_is_not_listened_to_for_a_minute()
    {
        var phones = new List<TestPhone>();
        for (var i = 0; i < 6; i++)
        {
            phones.Add(await _server.NewPhoneAsync());
        }

        for (var guess = 0; guess < Limit; guess++)
        {
            var phone = phones[guess % 5];
            Assert.Equal("cryptogram_wrong", (await PayAsync(phone, Flip(Tap(phone), "9F2608", 6))).DeclineCode);
        }

        var honest = phones[5];
        var refused = await Assert.ThrowsAsync<TesseraProblemException>(() => PayAsync(honest, Tap(honest)));
        Assert.Equal((429, "too_many_wrong_cryptograms"), (refused.Status, refused.Code));
        Assert.Null((await _server.Books.Payments.AuthoriseAsync(
            honest.Pay(DemoIds.BooksTill.ToString(), 500, Tap(honest)))).DeclineCode);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null((await PayAsync(honest, Tap(honest))).DeclineCode);
        phones.ForEach(phone => phone.Dispose());
    }

    [Fact]
    public async Task An_answer_that_was_given_comes_again_also_from_a_till_that_is_not_listened_to()
    {
        using var phone = await _server.NewPhoneAsync();
        var body = phone.Pay(DemoIds.CoffeeTill.ToString(), 500, Tap(phone));
        var call = new ApiCall { IdempotencyKey = "first" };
        var first = await _server.Coffee.Payments.AuthoriseAsync(body, call);
        for (var guess = 0; guess < Limit; guess++)
        {
            await PayAsync(phone, Flip(Tap(phone), "9F2608", 6));
        }

        Assert.Equal(first.Id, (await _server.Coffee.Payments.AuthoriseAsync(body, call)).Id);
    }

    [Fact]
    public void An_outside_acquirer_does_not_escape_by_naming_other_tills()
    {
        var limit = new GuessLimit(new TesseraHostOptions
        {
            Folder = "", Time = _time, WrongCryptogramsPerTerminal = Limit, WrongCryptogramsPerAcquirer = 100,
        });
        for (ulong till = 1; till <= 100; till++)
        {
            Assert.False(limit.IsReached(Facts(7, till)));
            limit.CountWrong(Facts(7, till));
        }

        Assert.True(limit.IsReached(Facts(7, 101)));
        Assert.False(limit.IsReached(Facts(8, 101)));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(limit.IsReached(Facts(7, 101)));
    }

    // A statistic, not a test of time: the comparison itself is FixedTimeEquals over eight bytes.
    [Fact]
    public async Task A_right_beginning_is_as_wrong_as_a_wrong_one()
    {
        const int Samples = 20_000;
        using var phone = await _server.NewPhoneAsync();
        var tap = Tap(phone);
        CryptogramRequest[] requests =
            [Request(phone, Flip(tap, "9F2608", 6 + 15)), Request(phone, Flip(tap, "9F2608", 6))];
        Assert.True(_server.Host.World.Hsm.VerifyCryptogram(Request(phone, tap)).IsValid);
        var times = new[] { new double[Samples], new double[Samples] };
        var random = new Random(9);
        int[] taken = [0, 0];
        while (taken[0] < Samples || taken[1] < Samples)
        {
            var kind = taken[0] == Samples ? 1 : taken[1] == Samples ? 0 : random.Next(2);
            var start = Stopwatch.GetTimestamp();
            var isValid = _server.Host.World.Hsm.VerifyCryptogram(requests[kind]).IsValid;
            times[kind][taken[kind]++] = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
            Assert.False(isValid);
        }

        _output.WriteLine($"Welch t of right and wrong beginnings, {Samples} each: {Welch(times[0], times[1]):F2}");
    }

    // The slowest hundredth is the machine's, not the code's.
    private static double Welch(double[] left, double[] right)
    {
        var (one, two) = (Trim(left), Trim(right));
        return (one.Mean - two.Mean) / Math.Sqrt((one.Variance / one.Count) + (two.Variance / two.Count));
    }

    private static (double Mean, double Variance, int Count) Trim(double[] times)
    {
        var kept = times.Order().Take(times.Length * 99 / 100).ToArray();
        var mean = kept.Average();
        return (mean, kept.Sum(time => (time - mean) * (time - mean)) / (kept.Length - 1), kept.Length);
    }

    private static string Flip(string tap, string before, int offset, char? to = null)
    {
        var at = tap.IndexOf(before, StringComparison.Ordinal) + offset;
        var changed = to ?? (tap[at] == '0' ? '1' : '0');
        return tap[..at] + changed + tap[(at + 1)..];
    }

    private PaymentFacts Facts(ushort acquirer, ulong till)
    {
        var directory = _server.Host.World.Directory.Current;
        var shop = new OutsideShop(
            acquirer, new Id<IdKinds.Merchant>(till), new Id<IdKinds.Terminal>(till), 5_812, 840, 840,
            new OutsideTerminal("T" + till, "SHOP", "Shop"));
        return directory.Facts(shop, directory.Ranges[0]);
    }

    private string Tap(TestPhone phone) => phone.Tap(500, DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime));

    private CryptogramRequest Request(TestPhone phone, string tap) => new(
        DemoIds.TokenKeySet,
        new CardIdentity(Pan.TryRead(phone.TokenNumber, out var number, out _) ? number : default, 1),
        Convert.FromHexString(tap),
        CryptogramProfileSet.Of(CryptogramProfile.TesseraAesShort));

    private Task<Payment> PayAsync(TestPhone phone, string emv) =>
        _server.Coffee.Payments.AuthoriseAsync(phone.Pay(DemoIds.CoffeeTill.ToString(), 500, emv));

    // Without what names the one message: its ids and its time.
    private async Task<string> RawAsync(TestPhone phone, string emv, string key)
    {
        var pay = phone.Pay(DemoIds.CoffeeTill.ToString(), 500, emv);
        var body = new JsonObject
        {
            ["terminal"] = pay.Terminal,
            ["amount"] = pay.Amount,
            ["currency"] = pay.Currency,
            ["token_number"] = pay.TokenNumber,
            ["token_expiry"] = pay.TokenExpiry,
            ["sequence_number"] = pay.SequenceNumber,
            ["emv"] = pay.Emv,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/payments");
        request.Content = new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _server.Host.DemoKeys!.Coffee);
        request.Headers.Add("Idempotency-Key", key);
        using var response = await _server.Http.SendAsync(request);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        answer.Remove("request_id");
        answer["payment"]!.AsObject().Remove("id");
        answer["payment"]!.AsObject().Remove("created");
        return $"{(int)response.StatusCode} {answer.ToJsonString()}";
    }
}
