using Tessera.Hsm;
using Tessera.Hsm.KeyBlocks;
using Tessera.Iso8583;
using Tessera.Primitives;
using Tessera.Server.Switch;

namespace Tessera.Server.Tests.Switch;

// Goal: a link with a zone key takes nothing without the right code, and signs what it answers.
public sealed class LinkMacTests : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tessera-test-").FullName;
    private readonly SwitchRig rig = new(s => s with { RequiresMac = true });
    private readonly SoftwareHsm near;
    private readonly SoftwareHsm far;
    private readonly LinkMac peer;

    public LinkMacTests()
    {
        byte[] transport = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
        near = Open("near", transport);
        far = Open("far", transport);
        peer = new LinkMac(far, Messages.Acquirer);
        Assert.True(near.TryInstallZoneKey(ZoneKey, far.ExportNextZoneKey(ZoneKey)));
        Assert.True(far.TryActivateZoneKey(ZoneKey));
    }

    private static (int, string)[] KeyChange =>
        [(7, "1125010000"), (11, "000003"), (33, Messages.Acquirer), (70, "161")];

    private static string ZoneKey => LinkMac.KeySet(Messages.Acquirer);

    public async ValueTask DisposeAsync()
    {
        await rig.DisposeAsync();
        near.Dispose();
        far.Dispose();
        Directory.Delete(folder, true);
    }

    [Fact]
    public async Task Signed_messages_are_taken_and_answers_are_signed()
    {
        SwitchLink link = rig.NewLinkWith(near);
        byte[] answer = await link.ReceiveAsync(Signed(Messages.SignOn()));
        Assert.Equal("00", Messages.Text(answer, 39));
        AssertSigned(answer);
        AssertSigned(await link.ReceiveAsync(Signed(Messages.Manage("301"))));
        AssertSigned(await link.ReceiveAsync(Signed(Messages.Authorisation(1))));
    }

    [Fact]
    public async Task A_message_without_a_code_or_with_any_bit_changed_is_counted_and_not_answered()
    {
        SwitchLink link = rig.NewLinkWith(near);
        Assert.Empty(await link.ReceiveAsync(Messages.SignOn()));
        Assert.False(link.IsSignedOn);
        await link.ReceiveAsync(Signed(Messages.SignOn()));
        Assert.Empty(await link.ReceiveAsync(Messages.Authorisation(1)));
        Assert.Equal(2, rig.Counters.SecurityRefusals);
        byte[] right = Signed(Messages.Authorisation(1));
        for (int i = 4; i < right.Length; i++)
        {
            byte[] changed = [.. right];
            changed[i] ^= 1;
            Assert.Empty(await link.ReceiveAsync(changed));
        }

        Assert.Equal(right.Length - 2, rig.Counters.SecurityRefusals);
        Assert.Equal(CloseReason.None, link.Ending);
        Assert.Equal("00", Messages.Text(await link.ReceiveAsync(right), 39));
    }

    [Fact]
    public async Task An_unreadable_body_is_not_answered_under_the_zone_key()
    {
        SwitchLink link = rig.NewLinkWith(near);
        await link.ReceiveAsync(Signed(Messages.SignOn()));
        byte[] signed = Signed(Messages.Authorisation(1));
        byte[][] broken = [signed[..^1], [.. signed, (byte)'0'], signed[..24], [.. signed[..60], (byte)'!']];
        foreach (byte[] bytes in broken)
            Assert.Empty(await link.ReceiveAsync(bytes));
        Assert.Equal((4L, 0L), (rig.Counters.SecurityRefusals, rig.Counters.FormatErrors));
    }

    [Fact]
    public async Task Another_participant_cannot_sign_on_with_this_key()
    {
        SwitchLink link = rig.NewLinkWith(near);
        byte[] other = Signed(Messages.SignOn("510002"));
        Assert.Empty(await link.ReceiveAsync(other));
        Assert.False(link.IsSignedOn);
    }

    [Fact]
    public async Task A_new_zone_key_comes_as_a_key_block_and_holds_from_the_first_message_under_it()
    {
        SwitchLink link = rig.NewLinkWith(near);
        await link.ReceiveAsync(Signed(Messages.SignOn()));
        byte[] old = Signed(Messages.Authorisation(1));
        byte[] broken = Signed(Messages.Write(0x0800, [.. KeyChange, (48, "no block")]));
        Assert.Equal("63", Messages.Text(await link.ReceiveAsync(broken), 39));
        Assert.Equal("30", Messages.Text(await link.ReceiveAsync(Signed(Messages.Write(0x0800, KeyChange))), 39));
        byte[] change = Messages.Write(0x0800, [.. KeyChange, (48, far.ExportNextZoneKey(ZoneKey))]);
        byte[] answer = await link.ReceiveAsync(Signed(change));
        Assert.Equal("00", Messages.Text(answer, 39));
        AssertSigned(answer);
        Assert.True(far.TryActivateZoneKey(ZoneKey));
        AssertSigned(await link.ReceiveAsync(Signed(Messages.Authorisation(2))));
        Assert.Equal("00", Messages.Text(await link.ReceiveAsync(old), 39));
    }

    [Fact]
    public async Task A_key_change_whose_answer_is_lost_leaves_the_link_as_it_was()
    {
        SwitchLink link = rig.NewLinkWith(near);
        await link.ReceiveAsync(Signed(Messages.SignOn()));
        for (int i = 0; i < 3; i++)
        {
            byte[] change = Messages.Write(0x0800, [.. KeyChange, (48, far.ExportNextZoneKey(ZoneKey))]);
            Assert.Equal("00", Messages.Text(await link.ReceiveAsync(Signed(change)), 39));
            AssertSigned(await link.ReceiveAsync(Signed(Messages.Authorisation(i + 1))));
        }
    }

    private SoftwareHsm Open(string name, byte[] transport)
    {
        SoftwareHsm hsm = SoftwareHsm.Open(
            new SoftwareHsmOptions { Folder = Path.Combine(folder, name), World = HsmWorld.Test });
        hsm.InstallKey(new KeyLabel(ZoneKey, KeyRole.ZoneTransport, 1), transport);
        return hsm;
    }

    private byte[] Signed(byte[] message)
    {
        Assert.True(IsoMessage.TryRead(message, Messages.Dialect, out IsoMessage read, out _));
        byte[] target = new byte[message.Length + 64];
        IsoWriter writer = new(target, Messages.Dialect, read.Type);
        for (int field = read.Fields.Next(1); field != 0; field = read.Fields.Next(field))
            writer.Copy(read, field);
        peer.Write(ref writer);
        Assert.True(writer.TryFinish(out int byteCount, out ParseError error), error.ToString());
        return target[..byteCount];
    }

    private void AssertSigned(byte[] answer)
    {
        Assert.True(IsoMessage.TryRead(answer, Messages.Dialect, out IsoMessage read, out _));
        Assert.True(peer.IsValid(read));
    }
}
