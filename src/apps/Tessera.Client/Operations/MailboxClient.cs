using Tessera.Client.Wire;

namespace Tessera.Client.Operations;

/// <summary><c>/v1/test/mailbox</c>: what a holder's phone would have received. Test world only.</summary>
public sealed class MailboxClient
{
    private readonly ApiTransport transport;

    internal MailboxClient(ApiTransport transport) => this.transport = transport;

    /// <summary>Newest last.</summary>
    public Task<Page<MailboxMessage>> ListAsync(string provisioning, CancellationToken cancel = default)
        => transport.GetAsync<Page<MailboxMessage>>(
            $"/v1/test/mailbox?provisioning={Uri.EscapeDataString(provisioning)}", cancel);
}
