using System.Security.Cryptography;

namespace Tessera.Simulation.Runs;

/// <summary>Everything that clients were told: the side of the story that no crash can change.</summary>
internal sealed class ClientRecord
{
    private readonly List<ClientClaim> claims = [];
    private readonly List<RegisterCall> register = [];

    public IReadOnlyList<ClientClaim> Claims => claims;

    public IReadOnlyList<RegisterCall> Register => register;

    public static string HashOf(ReadOnlySpan<byte> answer) => Convert.ToHexString(SHA256.HashData(answer));

    public void Add(ClientClaim claim) => claims.Add(claim);

    public void Add(RegisterCall call) => register.Add(call);
}
