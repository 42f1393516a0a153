using System.Security.Cryptography;
using System.Text;

namespace Tessera.Hsm.KeyBlocks;

/// <summary>
/// The first zone key of a link on its way between two folders: its transport key as components, whose sum without
/// carries it is, and the zone key as a block under it. No file alone tells anything; all are private.
/// </summary>
public static class ZoneKeyFiles
{
    private static readonly int KeyBytes = KeyUsageTable.ShapeOf(KeyRole.ZoneTransport).KeyBytes;

    /// <summary>Makes both keys here and the files for the other end; check values of both.</summary>
    /// <exception cref="IOException">A file exists.</exception>
    public static (string Transport, string Zone) Make(
        SoftwareHsm hsm, string keySet, IReadOnlyList<string> componentFiles, string blockFile)
    {
        if (componentFiles.Append(blockFile).FirstOrDefault(File.Exists) is { } taken)
        {
            throw new IOException($"{taken} exists; keys are not written over.");
        }
        var transport = new byte[KeyBytes];
        foreach (var file in componentFiles)
        {
            var component = RandomNumberGenerator.GetBytes(KeyBytes);
            Add(transport, component);
            PrivateFile.WriteNew(file, Encoding.ASCII.GetBytes(Convert.ToHexString(component) + "\n"));
            CryptographicOperations.ZeroMemory(component);
        }
        Install(hsm, keySet, transport);
        PrivateFile.WriteNew(blockFile, Encoding.ASCII.GetBytes(hsm.ExportNextZoneKey(keySet) + "\n"));
        if (Newest(hsm, keySet, KeyRole.ZoneMacAes) is null)
        {
            hsm.TryActivateZoneKey(keySet);
        }
        return (Check(hsm, keySet, KeyRole.ZoneTransport), Check(hsm, keySet, KeyRole.ZoneMacAesPending));
    }

    /// <summary>Takes the files that the other end made. What this end sends is under the new key at once; the one
    /// before is still taken.</summary>
    /// <exception cref="HsmException">The block does not open under the components, or is not newer.</exception>
    /// <exception cref="FormatException">A file holds no component.</exception>
    public static (string Transport, string Zone) Import(
        SoftwareHsm hsm, string keySet, IReadOnlyList<string> componentFiles, string blockFile)
    {
        var transport = new byte[KeyBytes];
        foreach (var file in componentFiles)
        {
            PrivateFile.Demand(file);
            var component = Convert.FromHexString(File.ReadAllText(file).Trim());
            if (component.Length != KeyBytes)
            {
                throw new FormatException("A component has 64 hexadecimal digits.");
            }
            Add(transport, component);
            CryptographicOperations.ZeroMemory(component);
        }
        Install(hsm, keySet, transport);
        if (!hsm.TryInstallZoneKey(keySet, File.ReadAllText(blockFile).Trim()) || !hsm.TryActivateZoneKey(keySet))
        {
            throw new HsmException("The key block does not open under these components, or its key is not newer.");
        }
        return (Check(hsm, keySet, KeyRole.ZoneTransport), Check(hsm, keySet, KeyRole.ZoneMacAes));
    }

    private static void Add(byte[] sum, byte[] component)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] ^= component[i];
        }
    }

    private static void Install(SoftwareHsm hsm, string keySet, byte[] transport)
    {
        var before = Newest(hsm, keySet, KeyRole.ZoneTransport)?.Label.Index ?? 0;
        hsm.InstallKey(new KeyLabel(keySet, KeyRole.ZoneTransport, KeyStore.IndexAfter(before)), transport);
        CryptographicOperations.ZeroMemory(transport);
    }

    private static string Check(SoftwareHsm hsm, string keySet, KeyRole role) =>
        Newest(hsm, keySet, role)?.CheckValue ?? "";

    private static KeyCheck? Newest(SoftwareHsm hsm, string keySet, KeyRole role) => hsm.ListKeys()
        .Where(key => key.Label.Set == keySet && key.Label.Role == role).MaxBy(key => key.Label.Index);
}
