using System.Buffers.Binary;

namespace Tessera.Server.Tests.Switch;

/// <summary>One TCP conversation on loopback as a classic pcap file of raw IPv4 packets (link type 101).</summary>
internal sealed class PcapFile
{
    private const int SwitchPort = 8583;
    private const int PeerPort = 40000;

    private readonly List<byte> bytes = [];
    private uint fromPeer = 1;
    private uint fromSwitch = 1;
    private uint count;

    public PcapFile()
    {
        Span<byte> header = stackalloc byte[24];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xA1B2C3D4);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 65535);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 101);
        bytes.AddRange(header);
    }

    public byte[] ToArray() => [.. bytes];

    /// <summary>Adds one segment.</summary>
    public void Add(bool isFromPeer, ReadOnlySpan<byte> payload)
    {
        Span<byte> packet = new byte[16 + 40 + payload.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(packet, 1_700_000_000 + count++);
        BinaryPrimitives.WriteUInt32LittleEndian(packet[8..], (uint)(40 + payload.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(packet[12..], (uint)(40 + payload.Length));
        WriteAddress(packet[16..36], 40 + payload.Length);
        WriteSegment(packet[36..56], isFromPeer);
        payload.CopyTo(packet[56..]);
        bytes.AddRange(packet);
        if (isFromPeer)
            fromPeer += (uint)payload.Length;
        else
            fromSwitch += (uint)payload.Length;
    }

    private static void WriteAddress(Span<byte> header, int length)
    {
        header[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)length);
        header[8] = 64;
        header[9] = 6;
        BinaryPrimitives.WriteUInt32BigEndian(header[12..], 0x7F000001);
        BinaryPrimitives.WriteUInt32BigEndian(header[16..], 0x7F000001);
    }

    private void WriteSegment(Span<byte> header, bool isFromPeer)
    {
        BinaryPrimitives.WriteUInt16BigEndian(header, (ushort)(isFromPeer ? PeerPort : SwitchPort));
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)(isFromPeer ? SwitchPort : PeerPort));
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], isFromPeer ? fromPeer : fromSwitch);
        BinaryPrimitives.WriteUInt32BigEndian(header[8..], isFromPeer ? fromSwitch : fromPeer);
        header[12] = 0x50;
        header[13] = 0x18;
        BinaryPrimitives.WriteUInt16BigEndian(header[14..], 65535);
    }
}
