using Tessera.Hsm;
using Tessera.Iso8583;

namespace Tessera.Server.Switch;

/// <summary>Message authentication codes (DE64, DE128) of one participant; the key stays in the Hsm.</summary>
internal sealed class LinkMac(IPaymentHsm hsm, string participantCode)
{
    private const int CodeBytes = 8;

    private readonly string keySet = KeySet(participantCode);

    public static string KeySet(string participantCode) => SwitchSettings.ZoneKeySet(participantCode);

    public bool IsValid(in IsoMessage message)
    {
        Span<byte> code = stackalloc byte[CodeBytes];
        return message.TryReadMac(out ReadOnlySpan<byte> covered, out FieldView sent)
            && sent.CopyBytes(code) == CodeBytes
            && hsm.VerifyZoneMac(keySet, covered, code);
    }

    /// <summary>The code is the last element: 128 when there is a secondary bitmap, else 64.</summary>
    public void Write(scoped ref IsoWriter writer)
    {
        int field = writer.Fields.BitmapBytes == 16 ? 128 : 64;
        ReadOnlySpan<byte> covered = writer.BeginMac(field);
        if (covered.IsEmpty)
            return;
        Span<byte> code = stackalloc byte[CodeBytes];
        hsm.MacZone(keySet, covered, code);
        writer.WriteBytes(field, code);
    }

    /// <summary>Makes the next zone key, as the key block for the participant.</summary>
    public string NextKey() => hsm.ExportNextZoneKey(keySet);

    /// <summary>Uses the key that <see cref="NextKey"/> made.</summary>
    public bool TryUseNextKey() => hsm.TryActivateZoneKey(keySet);

    /// <summary>Takes the next zone key as the key block that the participant sent.</summary>
    public bool TryChangeKey(string block) => hsm.TryInstallZoneKey(keySet, block);
}
