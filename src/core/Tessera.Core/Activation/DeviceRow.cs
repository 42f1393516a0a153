namespace Tessera.Core.Activation;

// A phone in memory. One with a name of its own or a key of another length is kept as a record beside its row.
// 112 bytes without padding (a snapshot copies rows as memory).
public struct DeviceRow
{
    public WideKey Id;
    public WideKey Owner;
    public ulong Requestor;
    public DeviceKey PublicKey;
    public byte IsLost;
    public byte IsRecord;
    public byte Reserved1;
    public int Reserved2;

    public static DeviceRow Of(WalletDevice device)
    {
        var row = new DeviceRow
        {
            Id = device.Id.Value,
            Owner = device.Owner.Value,
            Requestor = device.Requestor,
            IsLost = device.IsLost ? (byte)1 : (byte)0,
            IsRecord = device.Name.Length > 0 || device.PublicKey.Length != DeviceKey.Length ? (byte)1 : (byte)0,
        };
        if (row.IsRecord == 0)
        {
            device.PublicKey.CopyTo(row.PublicKey);
        }

        return row;
    }

    public readonly WalletDevice ToRecord(ProvisioningAttempt[] attempts)
    {
        ReadOnlySpan<byte> key = PublicKey;
        return new(
            new DeviceId(Id.Value), "", key.ToArray(), Requestor, IsLost != 0, attempts,
            new SubjectReference(Owner.Value));
    }

    internal sealed class ById : IRowKey<DeviceRow>
    {
        public static UInt128 Of(in DeviceRow row) => row.Id.Value;
    }
}
