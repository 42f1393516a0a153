using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tessera.Hsm;
using Tessera.Hsm.KeyBlocks;
using Tessera.Server.Partners;
using Tessera.Server.Switch;
using Tessera.Server.Tests.Switch;

namespace Tessera.Server.Tests.Partners;

// Goal: the link that an issuer dials lives, comes back, and is nobody else's: certificates and zone keys on sockets.
public sealed class DialledLinkTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tessera-test-").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    [Fact]
    public async Task A_link_that_was_cut_comes_back_by_itself()
    {
        await using LinkPair pair = new();
        for (int i = 1; i <= 3; i++)
        {
            await pair.OpenAsync();
            Assert.Equal("00", (await pair.AskIssuerAsync(i))!.Code.ToString());
            SwitchLink link = pair.NetworkDoor.Partners.Find(LinkPair.Issuer)!;
            await link.CallAsync(SignOff(i), TimeSpan.FromSeconds(10));
            await SwitchRig.UntilAsync(() => pair.NetworkDoor.Partners.Find(LinkPair.Issuer) != link);
            await pair.AdvanceAsync(2);
        }
    }

    [Fact]
    public async Task Both_ends_know_each_other_by_their_certificates()
    {
        using X509Certificate2 network = Certificate("network");
        using X509Certificate2 issuer = Certificate("issuer");
        await using LinkPair pair = new(
            s => Tls(s, network, (issuer, LinkPair.Issuer)), s => Tls(s, issuer, (network, LinkPair.Network)));
        await pair.OpenAsync();
        Assert.Equal("00", (await pair.AskIssuerAsync(1))!.Code.ToString());
        Assert.Equal(0, pair.NetworkDoor.Counters.SecurityRefusals);
    }

    [Fact]
    public async Task A_certificate_of_nobody_is_refused_by_either_end()
    {
        using X509Certificate2 network = Certificate("network");
        using X509Certificate2 issuer = Certificate("issuer");
        using X509Certificate2 stranger = Certificate("issuer");
        await using LinkPair atListener = new(
            s => Tls(s, network, (issuer, LinkPair.Issuer)), s => Tls(s, stranger, (network, LinkPair.Network)));
        await SwitchRig.UntilAsync(() => atListener.NetworkDoor.Counters.Closed(CloseReason.Untrusted) == 1);
        Assert.Null(atListener.NetworkDoor.Partners.Find(LinkPair.Issuer));
        await using LinkPair atDialler = new(
            s => Tls(s, network, (issuer, LinkPair.Issuer)), s => Tls(s, issuer, (stranger, LinkPair.Network)));
        await SwitchRig.UntilAsync(() => atDialler.IssuerDoor.Counters.Closed(CloseReason.Untrusted) == 1);
        Assert.Null(atDialler.NetworkDoor.Partners.Find(LinkPair.Issuer));
    }

    [Fact]
    public async Task A_certificate_speaks_for_its_own_participant_only()
    {
        using X509Certificate2 network = Certificate("network");
        using X509Certificate2 issuer = Certificate("issuer");
        await using LinkPair pair = new(
            s => Tls(s, network, (issuer, "77700000001")), s => Tls(s, issuer, (network, LinkPair.Network)));
        await SwitchRig.UntilAsync(() => pair.NetworkDoor.Counters.SecurityRefusals > 0);
        Assert.Null(pair.NetworkDoor.Partners.Find(LinkPair.Issuer));
    }

    [Fact]
    public async Task A_plain_peer_gets_nothing_from_a_door_with_certificates()
    {
        using X509Certificate2 network = Certificate("network");
        await using SwitchRig rig = new(s => Tls(s, network, (network, "1")));
        await using SwitchPeer peer = await SwitchPeer.ConnectAsync(rig.Port);
        Assert.Empty(await peer.AskAsync(Messages.SignOn()));
        Assert.Equal(1, rig.Counters.Closed(CloseReason.Untrusted));
    }

    [Fact]
    public async Task Zone_keys_sign_both_ways_and_change_while_the_link_works()
    {
        byte[] transport = RandomNumberGenerator.GetBytes(32);
        using SoftwareHsm network = Open("network", LinkPair.Issuer, transport);
        using SoftwareHsm issuer = Open("issuer", LinkPair.Network, transport);
        string networkZone = LinkMac.KeySet(LinkPair.Issuer);
        string issuerZone = LinkMac.KeySet(LinkPair.Network);
        Assert.True(issuer.TryInstallZoneKey(issuerZone, network.ExportNextZoneKey(networkZone)));
        Assert.True(issuer.TryActivateZoneKey(issuerZone));
        await using LinkPair pair = new(
            s => s with { RequiresMac = true },
            s => s with { RequiresMac = true, ZoneKeyTime = TimeSpan.FromMinutes(1), EchoTime = TimeSpan.FromHours(1) },
            network, issuer);
        await pair.OpenAsync();
        for (int i = 1; i <= 3; i++)
        {
            Assert.Equal("00", (await pair.AskIssuerAsync(i))!.Code.ToString());
            Assert.Equal(i, CurrentKey(issuer, issuerZone));
            Assert.Equal(i, CurrentKey(network, networkZone));
            await pair.AdvanceAsync(62);
            await SwitchRig.UntilAsync(() => CurrentKey(issuer, issuerZone) == i + 1);
        }

        Assert.Equal((0L, 0L), (
            pair.NetworkDoor.Counters.SecurityRefusals, pair.IssuerDoor.Counters.SecurityRefusals));
    }

    [Fact]
    public async Task A_dialler_without_its_zone_key_tries_again_until_the_key_is_there()
    {
        byte[] transport = RandomNumberGenerator.GetBytes(32);
        using SoftwareHsm network = Open("network", LinkPair.Issuer, transport);
        using SoftwareHsm issuer = Open("issuer", LinkPair.Network, transport);
        string issuerZone = LinkMac.KeySet(LinkPair.Network);
        string block = network.ExportNextZoneKey(LinkMac.KeySet(LinkPair.Issuer));
        await using LinkPair pair = new(
            s => s with { RequiresMac = true }, s => s with { RequiresMac = true }, network, issuer);
        await SwitchRig.UntilAsync(() => pair.IssuerDoor.Counters.Closed(CloseReason.Stopping) > 0);
        Assert.True(issuer.TryInstallZoneKey(issuerZone, block));
        Assert.True(issuer.TryActivateZoneKey(issuerZone));
        await pair.AdvanceAsync(5);
        await pair.OpenAsync();
    }

    private static SwitchSettings Tls(
        SwitchSettings settings, X509Certificate2 own, (X509Certificate2 Of, string Code) peer) => settings with
    {
        AllowsPlainLoopback = false,
        Tls = new SwitchTls(
            own,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [SwitchTls.FingerprintOf(peer.Of)] = peer.Code,
            }),
    };

    // The clock of these tests stands in January 2026.
    private static X509Certificate2 Certificate(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(
            new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    private static OutgoingMessage SignOff(int trace) => new OutgoingMessage(0x0800)
        .At(DateTimeOffset.UnixEpoch, (ulong)trace).With(33, LinkPair.Network).With(70, "002");

    private static int CurrentKey(SoftwareHsm hsm, string set) => hsm.ListKeys()
        .Where(k => k.Label.Set == set && k.Label.Role == KeyRole.ZoneMacAes)
        .Select(k => (int)k.Label.Index).DefaultIfEmpty().Max();

    private SoftwareHsm Open(string name, string partner, byte[] transport)
    {
        SoftwareHsm hsm = SoftwareHsm.Open(
            new SoftwareHsmOptions { Folder = Path.Combine(folder, name), World = HsmWorld.Test });
        hsm.InstallKey(new KeyLabel(LinkMac.KeySet(partner), KeyRole.ZoneTransport, 1), transport);
        return hsm;
    }
}
