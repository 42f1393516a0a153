namespace Tessera.Server.Activation;

/// <summary>The demo's messenger: keeps the last codes in memory, readable over the API in the test world
/// only.</summary>
public sealed class DemoMailbox : IOneTimeCodeSender
{
    private const int Kept = 1_000;

    private readonly Lock gate = new();
    private readonly Queue<OneTimeCode> messages = new();

    public bool CanSend(string method) => method is "sms" or "email";

    public ValueTask SendAsync(OneTimeCode code, CancellationToken cancel)
    {
        lock (gate)
        {
            messages.Enqueue(code);
            if (messages.Count > Kept)
            {
                messages.Dequeue();
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Newest last.</summary>
    public IReadOnlyList<OneTimeCode> For(ProvisioningId provisioning)
    {
        lock (gate)
        {
            return [.. messages.Where(message => message.Provisioning == provisioning)];
        }
    }
}
