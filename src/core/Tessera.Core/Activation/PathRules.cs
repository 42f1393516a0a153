using Tessera.Core.Cards;
using Tessera.Core.Directory;

namespace Tessera.Core.Activation;

// Green, yellow, orange or red, with every reason that applied. All thresholds come from the policy.
public static class PathRules
{
    private const ActivationReason Red = ActivationReason.DeviceScoreIsWorst
        | ActivationReason.TooManyTriesForCard | ActivationReason.TooManyCardsOnDevice;

    private const ActivationReason Orange = ActivationReason.LostModeRecently | ActivationReason.NoStableChannel;

    private const ActivationReason YoungOnPoorDevice = ActivationReason.AccountYoung | ActivationReason.DeviceScoreLow;

    public static (ActivationPath Path, ActivationReason Reasons) Decide(
        ActivationPolicy policy,
        CardAccount account,
        ProvisioningHistory history,
        DeviceSignals signals,
        Timestamp at)
    {
        var reasons = SignalReasons(policy, account, signals, at) | VelocityReasons(policy, history, at);
        if (reasons != ActivationReason.None && signals.DaysSinceChannelChange < policy.StableChannelDays)
        {
            reasons |= ActivationReason.NoStableChannel;
        }

        var path = reasons switch
        {
            _ when (reasons & Red) != ActivationReason.None => ActivationPath.Red,
            _ when (reasons & Orange) != ActivationReason.None => ActivationPath.Orange,
            _ when (reasons & YoungOnPoorDevice) == YoungOnPoorDevice => ActivationPath.Orange,
            ActivationReason.None => ActivationPath.Green,
            _ => ActivationPath.Yellow,
        };
        return (path, reasons);
    }

    private static ActivationReason SignalReasons(
        ActivationPolicy policy, CardAccount account, DeviceSignals signals, Timestamp at)
    {
        var accountDays = account.CustomerSince.DaysUntil(at);
        return When(signals.DeviceScore <= policy.RedDeviceScore, ActivationReason.DeviceScoreIsWorst)
            | When(signals.DeviceScore < policy.GoodDeviceScore, ActivationReason.DeviceScoreLow)
            | When(signals.AccountScore < policy.GoodAccountScore, ActivationReason.AccountScoreLow)
            | When(accountDays < policy.YoungAccountDays, ActivationReason.AccountYoung)
            | When(signals.DaysSinceAccountChange < policy.RecentChangeDays, ActivationReason.AccountChangedRecently)
            | When(signals.DaysSinceLostMode < policy.LostModeDays, ActivationReason.LostModeRecently)
            | When(signals.NamesOnDevice > policy.NamesPerDevice, ActivationReason.TooManyNamesOnDevice);
    }

    private static ActivationReason VelocityReasons(
        ActivationPolicy policy, ProvisioningHistory history, Timestamp at)
    {
        var triesHere = history.OnDevice.Count(a => a.Card == history.Card && a.At.DaysUntil(at) < 3);
        var triesAnywhere = history.OfCard.Count(tried => tried.DaysUntil(at) < 3);
        var cardsInDay = history.OnDevice
            .Where(a => a.At.DaysUntil(at) < 1).Select(a => a.Card).Append(history.Card).Distinct().Count();
        var tooMany = triesHere >= policy.TriesPerCardAndDeviceIn72Hours
            || triesAnywhere >= policy.TriesPerCardIn72Hours;
        return When(tooMany, ActivationReason.TooManyTriesForCard)
            | When(cardsInDay > policy.CardsPerDeviceInDay, ActivationReason.TooManyCardsOnDevice);
    }

    private static ActivationReason When(bool applies, ActivationReason reason) =>
        applies ? reason : ActivationReason.None;
}
