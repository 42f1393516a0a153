namespace Tessera.Core.Activation;

// Why a path was taken; a decision may have several. Persisted numbers: append only.
[Flags]
public enum ActivationReason
{
    None = 0,
    DeviceScoreIsWorst = 1,
    TooManyTriesForCard = 2,
    TooManyCardsOnDevice = 4,
    LostModeRecently = 8,
    DeviceScoreLow = 16,
    AccountScoreLow = 32,
    AccountYoung = 64,
    AccountChangedRecently = 128,
    TooManyNamesOnDevice = 256,
    NoStableChannel = 512,
}
