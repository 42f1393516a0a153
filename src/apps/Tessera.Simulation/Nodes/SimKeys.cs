using System.Security.Cryptography;
using System.Text;
using Tessera.Hsm;
using Tessera.Hsm.KeyBlocks;
using Tessera.Server.Demo;

namespace Tessera.Simulation.Nodes;

/// <summary>
/// One software module for all worlds of the process. Its issuer keys follow from their names, so that a seed makes the
/// same cryptograms in every process.
/// </summary>
internal static class SimKeys
{
    public const string BankTokenKeySet = "sim-bank-tokens";
    public const string BankCardKeySet = "sim-bank-cards";

    private static readonly Lazy<SoftwareHsm> Shared = new(Open);

    public static SoftwareHsm Hsm => Shared.Value;

    /// <summary>Of keyed hashes over bodies; a server derives its own from its module.</summary>
    public static byte[] BodyHashKey { get; } = Of("body hash", 32);

    /// <summary>Bytes that follow from a name.</summary>
    public static byte[] Of(string name, int count) =>
        SHA256.HashData(Encoding.ASCII.GetBytes("tessera simulation " + name))[..count];

    /// <summary>A folder of this process in memory where the system has one; gone with the process.</summary>
    public static string NewFolder()
    {
        const string memory = "/dev/shm";
        var parent = Directory.Exists(memory) ? memory : Path.GetTempPath();
        var folder = Path.Combine(parent, $"tessera-sim-{Environment.ProcessId}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        };
        return folder;
    }

    private static SoftwareHsm Open()
    {
        var hsm = SoftwareHsm.Open(new SoftwareHsmOptions { Folder = NewFolder(), World = HsmWorld.Test });
        foreach (var set in new[]
        {
            DemoIds.CardKeySet, DemoIds.TokenKeySet, DemoIds.CloudKeySet, BankTokenKeySet, BankCardKeySet,
        })
        {
            hsm.InstallKey(new KeyLabel(set, KeyRole.IssuerCryptogramAes, 1), Of(set + " aes", 16));
            hsm.InstallKey(new KeyLabel(set, KeyRole.IssuerCryptogramTripleDes, 1), OddParity(Of(set + " des", 16)));
            hsm.EnsureIssuerKeys(set);
        }

        return hsm;
    }

    private static byte[] OddParity(byte[] key)
    {
        for (var i = 0; i < key.Length; i++)
        {
            var isOdd = (System.Numerics.BitOperations.PopCount(key[i]) & 1) == 1;
            key[i] = isOdd ? key[i] : (byte)(key[i] ^ 1);
        }

        return key;
    }
}
