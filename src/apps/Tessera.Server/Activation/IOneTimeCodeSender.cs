namespace Tessera.Server.Activation;

/// <summary>Carries one-time codes to cardholders. The code exists in this call and on the way, nowhere else.</summary>
public interface IOneTimeCodeSender
{
    /// <summary>False where no channel of this method exists.</summary>
    bool CanSend(string method);

    ValueTask SendAsync(OneTimeCode code, CancellationToken cancel);
}
