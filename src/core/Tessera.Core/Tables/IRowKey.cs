namespace Tessera.Core.Tables;

// Which key of a row an index is by.
public interface IRowKey<TRow>
    where TRow : unmanaged
{
    static abstract UInt128 Of(in TRow row);
}
