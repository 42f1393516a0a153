namespace Tessera.Core;

// What the asker can do about it.
public enum RefusalAdvice : byte
{
    DoNotTryAgain = 1,
    TryAgainLater = 2,
    CorrectAndTryAgain = 3,
    UseAnotherCard = 4,
    VerifyAndTryAgain = 5,
}
