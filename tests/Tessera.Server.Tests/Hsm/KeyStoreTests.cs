using System.Runtime.Versioning;
using Tessera.Hsm;
using Tessera.Hsm.KeyBlocks;
using Tessera.Primitives;

namespace Tessera.Server.Tests.Hsm;

public sealed class KeyStoreTests
{
    private static readonly Dictionary<KeyRole, HsmVerb[]> Wanted = new()
    {
        [KeyRole.IssuerCryptogramTripleDes] =
            [HsmVerb.VerifyCryptogram, HsmVerb.MakeResponse, HsmVerb.WrapForDevice],
        [KeyRole.IssuerCryptogramAes] = [HsmVerb.VerifyCryptogram, HsmVerb.MakeResponse, HsmVerb.WrapForDevice],
        [KeyRole.ZoneMacTripleDes] = [HsmVerb.ZoneMac],
        [KeyRole.ZoneMacAes] = [HsmVerb.ZoneMac],
        [KeyRole.OneTimeCodeMac] = [HsmVerb.OneTimeCodeMac],
        [KeyRole.PanIndex] = [HsmVerb.KeyedIndex],
        [KeyRole.RowEncryption] = [HsmVerb.SealRow],
        [KeyRole.SubjectWrapping] = [HsmVerb.WrapSubjectKey],
        [KeyRole.ZoneTransport] = [HsmVerb.TransportZoneKey],
        [KeyRole.ZoneMacAesPending] = [HsmVerb.ZoneMac],
    };

    [Fact]
    public void Every_usage_does_its_verbs_and_no_other()
    {
        using var folder = new HsmFolder();
        using var keys = KeyStore.Open(folder.File("k"), OpenMaster(folder));
        foreach (var role in Enum.GetValues<KeyRole>())
        {
            var label = keys.Generate("all", role).Label;
            foreach (var verb in Enum.GetValues<HsmVerb>())
            {
                Assert.Equal(Wanted[role].Contains(verb), keys.Find(label, verb) is not null);
            }
        }
    }

    [Fact]
    public void Keys_are_the_same_after_reopening()
    {
        using var folder = new HsmFolder();
        var before = folder.Hsm.ListKeys();
        Assert.True(before.Count >= 7);
        folder.Close();
        Assert.Equal(before, folder.Hsm.ListKeys());
    }

    [Fact]
    public void Block_that_was_cut_off_is_dropped_and_written_over()
    {
        using var folder = new HsmFolder();
        var before = folder.Hsm.ListKeys();
        folder.Close();
        File.AppendAllText(folder.File("keys.blocks"), "D0112E0AX00N0000ABC");
        Assert.Equal(before, folder.Hsm.ListKeys());
        folder.Hsm.RotateKey(HsmFolder.KeySet, KeyRole.IssuerCryptogramAes);
        folder.Close();
        Assert.Equal(before.Count + 1, folder.Hsm.ListKeys().Count);
    }

    [Theory]
    [InlineData(SoftwareHsm.StoreKeySet, KeyRole.PanIndex)]
    [InlineData(HsmFolder.KeySet, KeyRole.PanIndex)]
    [InlineData(HsmFolder.KeySet, KeyRole.OneTimeCodeMac)]
    public void Keys_on_which_stored_values_hang_are_not_replaced(string keySet, KeyRole role)
    {
        using var folder = new HsmFolder();
        var before = folder.Hsm.ListKeys();
        Assert.Throws<HsmException>(() => folder.Hsm.RotateKey(keySet, role));
        Assert.Throws<HsmException>(() => folder.Hsm.InstallKey(new KeyLabel(keySet, role, 2), new byte[32]));
        Assert.Equal(before, folder.Hsm.ListKeys());
    }

    [Fact]
    public void Changed_block_refuses_to_open()
    {
        using var folder = new HsmFolder();
        _ = folder.Hsm;
        folder.Close();
        var text = File.ReadAllText(folder.File("keys.blocks")).ToCharArray();
        text[200] = text[200] == '0' ? '1' : '0';
        File.WriteAllText(folder.File("keys.blocks"), new string(text));
        Assert.Throws<HsmException>(() => folder.Hsm);
    }

    [Fact]
    public void Block_copied_from_another_role_keeps_its_role()
    {
        using var folder = new HsmFolder();
        var count = folder.Hsm.ListKeys().Count;
        folder.Close();
        var lines = File.ReadAllLines(folder.File("keys.blocks"));
        File.AppendAllLines(folder.File("keys.blocks"), [lines[0]]);
        Assert.Equal(count, folder.Hsm.ListKeys().Count);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Files_are_private_and_a_public_master_key_is_refused()
    {
        using var folder = new HsmFolder();
        _ = folder.Hsm;
        folder.Close();
        foreach (var file in (string[])["master.key", "keys.blocks"])
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.File(file)));
        }
        File.SetUnixFileMode(
            folder.File("master.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.Throws<HsmException>(() => folder.Hsm);
    }

    [Fact]
    public void Master_key_opens_with_its_passphrase_only()
    {
        using var folder = new HsmFolder();
        folder.Open("correct horse").Dispose();
        folder.Open("correct horse").Dispose();
        Assert.Throws<HsmException>(() => folder.Open("wrong horse"));
        Assert.Throws<HsmException>(() => folder.Open());
    }

    [Fact]
    public void Every_changed_byte_of_the_master_key_file_is_refused()
    {
        using var folder = new HsmFolder();
        OpenMaster(folder).Dispose();
        var bytes = File.ReadAllBytes(folder.File("m"));
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 0x10;
            File.WriteAllBytes(folder.File("m"), bytes);
            Assert.Throws<HsmException>(() => OpenMaster(folder));
            bytes[i] ^= 0x10;
        }
    }

    [Fact]
    public void Master_key_file_that_was_not_finished_is_written_again()
    {
        using var folder = new HsmFolder();
        File.WriteAllBytes(folder.File("m.new"), [1, 2, 3]);
        OpenMaster(folder).Dispose();
        OpenMaster(folder).Dispose();
        Assert.False(File.Exists(folder.File("m.new")));
    }

    [Fact]
    public void Folder_of_one_world_does_not_open_in_another()
    {
        using var test = new HsmFolder();
        _ = test.Hsm;
        test.Close();
        var live = new SoftwareHsmOptions
        {
            Folder = test.Path, World = HsmWorld.Live, AllowSoftwareInLive = true,
        };
        Assert.Throws<HsmException>(() => SoftwareHsm.Open(live));

        using var other = new HsmFolder();
        SoftwareHsm.Open(live with { Folder = other.Path }).Dispose();
        Assert.Throws<HsmException>(() => other.Open());
        SoftwareHsm.Open(live with { Folder = other.Path }).Dispose();
    }

    [Fact]
    public void Live_world_refuses_software_unless_allowed_and_test_keys_always()
    {
        using var folder = new HsmFolder();
        var live = new SoftwareHsmOptions { Folder = folder.Path, World = HsmWorld.Live };
        Assert.Throws<HsmException>(() => SoftwareHsm.Open(live));

        var testKey = Hex.Read("0123456789ABCDEFFEDCBA9876543210");
        var label = new KeyLabel("bank", KeyRole.IssuerCryptogramTripleDes, 1);
        using (var hsm = SoftwareHsm.Open(live with { AllowSoftwareInLive = true }))
        {
            Assert.Throws<HsmException>(() => hsm.InstallKey(label, testKey));
        }
        var master = MasterKeyFile.OpenOrCreate(folder.File("master.key"), null, HsmWorld.Live);
        using (var keys = KeyStore.Open(folder.File("keys.blocks"), master))
        {
            keys.Add(label, testKey);
            Assert.Contains(keys.List(), key => key.CheckValue == "08D7B4");
        }
        Assert.Throws<HsmException>(() => SoftwareHsm.Open(live with { AllowSoftwareInLive = true }));
    }

    [Theory]
    [InlineData("0123456789ABCDEFFEDCBA9876543210")]
    [InlineData("FEDCBA98765432100123456789ABCDEF")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("12345678123456781234567812345678")]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("01010101010101010101010101010101")]
    [InlineData("11111111111111111111111111111111")]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF")]
    public void Published_keys_are_known(string key) => Assert.True(KnownTestKeys.IsKnown('T', Hex.Read(key)));

    [Fact]
    public void Label_is_taken_once_and_length_must_fit()
    {
        using var folder = new HsmFolder();
        var label = new KeyLabel("bank", KeyRole.ZoneMacAes, 1);
        folder.Hsm.InstallKey(label, new byte[16]);
        Assert.Throws<HsmException>(() => folder.Hsm.InstallKey(label, new byte[16]));
        Assert.Throws<HsmException>(() => folder.Hsm.InstallKey(label with { Index = 2 }, new byte[24]));
        Assert.Throws<HsmException>(() => folder.Hsm.InstallKey(label with { Index = 0 }, new byte[16]));
        Assert.Throws<HsmException>(() => folder.Hsm.InstallKey(label with { Set = "Bank/1" }, new byte[16]));
    }

    private static MasterKey OpenMaster(HsmFolder folder) =>
        MasterKeyFile.OpenOrCreate(folder.File("m"), null, HsmWorld.Test);
}
