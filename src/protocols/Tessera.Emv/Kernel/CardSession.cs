// EMV contactless book B, 3: exchanges of one tap, bounded in number and size.
using Tessera.Emv.Apdu;

namespace Tessera.Emv.Kernel;

/// <summary>The exchanges of one tap. A card can neither keep the reader busy for ever nor fill its memory.</summary>
internal sealed class CardSession(CardChannel channel)
{
    public const int MaxExchanges = 128;
    public const int MaxAnswerBytes = 65_536;

    private int _exchanges;
    private int _answerBytes;

    /// <summary>Sends a command. When it ends the tap, the outcome is in the result.</summary>
    public StepResult Exchange(CommandApdu command, out ResponseApdu response)
    {
        response = default;
        if (++_exchanges > MaxExchanges)
        {
            return StepResult.Stop(TapReason.CardAnswersTooMuch);
        }

        var answer = channel(command.ToBytes());
        if (answer.IsEmpty)
        {
            return StepResult.End(new TapOutcome.TryAgain(TapReason.CardLost));
        }

        if (!ResponseApdu.TryRead(answer, out response, out _))
        {
            return StepResult.Stop(TapReason.BadCardAnswer);
        }

        _answerBytes += answer.Length;
        return _answerBytes > MaxAnswerBytes ? StepResult.Stop(TapReason.CardAnswersTooMuch) : StepResult.Done;
    }
}
