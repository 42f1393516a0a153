using System.Globalization;
using Tessera.Core.Controls;
using Tessera.Server.World;

namespace Tessera.Server.Api.Controls;

/// <summary>One shape both ways. Amounts are minor units of the account's currency; what is left out is not
/// limited.</summary>
public sealed record SpendingControlsBody
{
    public long? PaymentLimit { get; init; }

    public long? DayLimit { get; init; }

    public int? DayCount { get; init; }

    public long? MonthLimit { get; init; }

    public int? MonthCount { get; init; }

    /// <summary>Merchant category codes, four digits each. Where some are allowed, no other is.</summary>
    public IReadOnlyList<string>? AllowedCategories { get; init; }

    public IReadOnlyList<string>? RefusedCategories { get; init; }

    /// <summary>ISO 3166-1 numbers of the merchants' countries.</summary>
    public IReadOnlyList<int>? AllowedCountries { get; init; }

    public IReadOnlyList<int>? RefusedCountries { get; init; }

    public IReadOnlyList<WireName<SpendingChannels>>? RefusedChannels { get; init; }

    /// <summary>At most so many payments in so many minutes.</summary>
    public int? VelocityCount { get; init; }

    public int? VelocityMinutes { get; init; }

    /// <summary>Above this amount the cardholder confirms first.</summary>
    public long? StepUpAbove { get; init; }

    public IReadOnlyList<string>? StepUpCategories { get; init; }

    /// <summary>In every country but the issuer's.</summary>
    public bool? StepUpAbroad { get; init; }

    /// <summary>How long the cardholder has to confirm, and then to pay; 10 when left out.</summary>
    public int? StepUpMinutes { get; init; }

    public static SpendingControlsBody? Of(SpendingControls controls) => controls.IsEmpty ? null : new()
    {
        PaymentLimit = Some(controls.PaymentLimitMinor),
        DayLimit = Some(controls.DayLimitMinor),
        DayCount = (int?)Some(controls.DayLimitCount),
        MonthLimit = Some(controls.MonthLimitMinor),
        MonthCount = (int?)Some(controls.MonthLimitCount),
        AllowedCategories = Codes(controls.AllowedCategories),
        RefusedCategories = Codes(controls.RefusedCategories),
        AllowedCountries = Numbers(controls.AllowedCountries),
        RefusedCountries = Numbers(controls.RefusedCountries),
        RefusedChannels = Channels(controls.RefusedChannels),
        VelocityCount = (int?)Some(controls.VelocityCount),
        VelocityMinutes = (int?)Some(controls.VelocityMinutes),
        StepUpAbove = Some(controls.StepUpAboveMinor),
        StepUpCategories = Codes(controls.StepUpCategories),
        StepUpAbroad = controls.IsStepUpAbroad ? true : null,
        StepUpMinutes = controls.HasStepUp ? controls.StepUpMinutes : null,
    };

    /// <summary>False with the first member that is outside its range.</summary>
    public bool TryRead(out SpendingControls controls, out Problem problem)
    {
        problem = new Problem(ProblemKinds.MemberInvalid, Fault(out var member), "$.controls." + member);
        controls = member.Length > 0 ? SpendingControls.None : ToCore();
        return member.Length == 0;
    }

    private SpendingControls ToCore() => new()
    {
        PaymentLimitMinor = PaymentLimit ?? 0,
        DayLimitMinor = DayLimit ?? 0,
        DayLimitCount = DayCount ?? 0,
        MonthLimitMinor = MonthLimit ?? 0,
        MonthLimitCount = MonthCount ?? 0,
        AllowedCategories = Codes(AllowedCategories),
        RefusedCategories = Codes(RefusedCategories),
        AllowedCountries = Numbers(AllowedCountries),
        RefusedCountries = Numbers(RefusedCountries),
        RefusedChannels = (RefusedChannels ?? []).Aggregate(
            SpendingChannels.None, (all, channel) => all | channel.Value),
        VelocityCount = VelocityCount ?? 0,
        VelocityMinutes = VelocityMinutes ?? 0,
        StepUpAboveMinor = StepUpAbove ?? 0,
        StepUpCategories = Codes(StepUpCategories),
        IsStepUpAbroad = StepUpAbroad ?? false,
        StepUpMinutes = StepUpMinutes ?? SpendingControls.None.StepUpMinutes,
    };

    private string Fault(out string member)
    {
        foreach (var (name, amount) in new[]
        {
            ("payment_limit", PaymentLimit), ("day_limit", DayLimit), ("month_limit", MonthLimit),
            ("step_up_above", StepUpAbove),
        })
        {
            member = name;
            if (amount is < 1 or > AmountRules.Largest)
            {
                return "An amount is 1 to 999999999999 minor units.";
            }
        }

        foreach (var (name, codes) in new[]
        {
            ("allowed_categories", AllowedCategories), ("refused_categories", RefusedCategories),
            ("step_up_categories", StepUpCategories),
        })
        {
            member = name;
            if (codes is not null && (codes.Count > SpendingControls.MostListed || !codes.All(IsCode)))
            {
                return "Up to 200 category codes of four digits.";
            }
        }

        return FaultOfNumbers(out member);
    }

    private string FaultOfNumbers(out string member)
    {
        foreach (var (name, countries) in new[]
        {
            ("allowed_countries", AllowedCountries), ("refused_countries", RefusedCountries),
        })
        {
            member = name;
            if (countries is not null
                && (countries.Count > SpendingControls.MostListed || countries.Any(number => number is < 1 or > 999)))
            {
                return "Up to 200 countries by their ISO 3166-1 numbers.";
            }
        }

        foreach (var (name, number, most) in new[]
        {
            ("day_count", DayCount, SpendingControls.MostCount),
            ("month_count", MonthCount, SpendingControls.MostCount),
            ("velocity_count", VelocityCount, SpendingControls.MostVelocity),
            ("velocity_minutes", VelocityMinutes, SpendingControls.MostVelocityMinutes),
            ("step_up_minutes", StepUpMinutes, SpendingControls.MostStepUpMinutes),
        })
        {
            member = name;
            if (number < 1 || number > most)
            {
                return string.Create(CultureInfo.InvariantCulture, $"A number from 1 to {most}.");
            }
        }

        member = (VelocityCount is null) != (VelocityMinutes is null) ? "velocity_minutes" : "";
        return "Velocity has a count and minutes.";
    }

    private static bool IsCode(string text) => text.Length == 4 && text.All(char.IsAsciiDigit);

    private static long? Some(long number) => number == 0 ? null : number;

    private static ushort[] Codes(IReadOnlyList<string>? codes)
        => [.. (codes ?? []).Select(code => ushort.Parse(code, CultureInfo.InvariantCulture))];

    private static IReadOnlyList<string>? Codes(ushort[] codes) => codes.Length == 0
        ? null : [.. codes.Select(code => code.ToString("D4", CultureInfo.InvariantCulture))];

    private static ushort[] Numbers(IReadOnlyList<int>? numbers) => [.. (numbers ?? []).Select(n => (ushort)n)];

    private static IReadOnlyList<int>? Numbers(ushort[] numbers)
        => numbers.Length == 0 ? null : [.. numbers.Select(number => (int)number)];

    private static IReadOnlyList<WireName<SpendingChannels>>? Channels(SpendingChannels channels)
        => channels == SpendingChannels.None ? null
            : [.. Enum.GetValues<SpendingChannels>()
                .Where(channel => channel != SpendingChannels.None && channels.HasFlag(channel))
                .Select(channel => new WireName<SpendingChannels>(channel))];
}
