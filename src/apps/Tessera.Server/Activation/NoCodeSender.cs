namespace Tessera.Server.Activation;

/// <summary>Where the operator has set up no channel: a yellow path then has no way to receive a code, and says
/// so.</summary>
public sealed class NoCodeSender : IOneTimeCodeSender
{
    public bool CanSend(string method) => false;

    public ValueTask SendAsync(OneTimeCode code, CancellationToken cancel)
        => throw new InvalidOperationException("no channel for one-time codes is set up");
}
