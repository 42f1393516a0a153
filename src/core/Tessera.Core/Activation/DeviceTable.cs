namespace Tessera.Core.Activation;

// Phones stay in their rows: tokens name them by row.
internal sealed class DeviceTable
{
    private readonly ChunkedTable<DeviceRow> rows = new();
    private readonly RowIndex<DeviceRow, DeviceRow.ById> byId;
    private readonly RecordTable<WalletDevice> records = new();

    public DeviceTable() => byId = new RowIndex<DeviceRow, DeviceRow.ById>(rows);

    public bool TryFindRow(DeviceId device, out int row) => byId.TryFind(device.Value, out row);

    public DeviceId At(int row) => new(rows[row].Id.Value);

    public WalletDevice Read(int row, ProvisioningAttempt[] attempts)
    {
        ref readonly var device = ref rows[row];
        return device.IsRecord == 0
            ? device.ToRecord(attempts)
            : records.Find(device.Id.Value)! with { IsLost = device.IsLost != 0, Attempts = attempts };
    }

    public void Add(WalletDevice device)
    {
        byId.Add(rows.Add(DeviceRow.Of(device)));
        if (rows[rows.Count - 1].IsRecord != 0)
        {
            records.Add(device.Id.Value, device);
        }
    }

    public void SetLost(DeviceId device, bool isLost)
    {
        Invariant.Check(TryFindRow(device, out var row), "a phone that is lost or found is here");
        rows.Edit(row).IsLost = isLost ? (byte)1 : (byte)0;
    }

    public FrozenTable<DeviceRow> FreezeRows() => rows.Freeze();

    public FrozenRecords Freeze() => records.Freeze();

    public void Load(ReadOnlySpan<DeviceRow> some) => rows.AddAll(some);

    public void Load(SnapshotReader reader) => reader.ReadRecords(records.Load);

    public Action[] Indexing() => [byId.AddAll, records.Index];
}
