using Tessera.Client.Wire;

namespace Tessera.Client.Tokens;

/// <summary><c>/v1/devices</c></summary>
public sealed class DevicesClient
{
    private readonly ApiTransport transport;

    internal DevicesClient(ApiTransport transport) => this.transport = transport;

    public Task<Device> RegisterAsync(
        RegisterDevice request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<RegisterDevice, Device>("/v1/devices", request, call, cancel);

    public Task<Device> GetAsync(string id, CancellationToken cancel = default)
        => transport.GetAsync<Device>(Path(id), cancel);

    /// <summary>Blocks every token on the phone at the network, whether or not the phone is online.</summary>
    public Task<Device> ReportLostAsync(string id, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<NoBody, Device>(Path(id) + "/report_lost", NoBody.Instance, call, cancel);

    public Task<Device> ReportFoundAsync(string id, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<NoBody, Device>(Path(id) + "/report_found", NoBody.Instance, call, cancel);

    /// <summary>Destroys for good what its owner called the phone; the phone goes on.</summary>
    public Task<Device> EraseOwnerAsync(string id, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<NoBody, Device>(Path(id) + "/erase_owner", NoBody.Instance, call, cancel);

    private static string Path(string id) => $"/v1/devices/{Uri.EscapeDataString(id)}";
}
