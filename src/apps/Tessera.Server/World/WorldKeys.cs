using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tessera.Hsm;

namespace Tessera.Server.World;

/// <summary>The server's own secrets, all from one root that only the Hsm can make: the key of body hashes and the
/// secrets of API keys. Nothing of them is stored.</summary>
public sealed class WorldKeys(IPaymentHsm hsm)
{
    private readonly byte[] apiSecretKey = Derive(hsm, "api secret");

    public byte[] BodyHashKey { get; } = Derive(hsm, "body hash");

    /// <summary>The secret that follows from a command's id.</summary>
    public string ApiSecret(UInt128 commandId)
    {
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(id, commandId);
        return ApiKeySecret.Write(HMACSHA256.HashData(apiSecretKey, id));
    }

    /// <summary>The secret of a key that the server itself makes, by its name.</summary>
    public string ApiSecret(string name) => ApiSecret(DerivedId.Number(0, name));

    private static byte[] Derive(IPaymentHsm hsm, string purpose)
        => hsm.Index(SoftwareHsm.StoreKeySet, "tessera server", Encoding.ASCII.GetBytes(purpose));
}
