namespace Tessera.Core.Tables;

// A 128-bit id inside a row: UInt128 itself would round the row up to a multiple of 16 bytes.
public readonly record struct WideKey(ulong Low, ulong High)
{
    public UInt128 Value => new(High, Low);

    public static implicit operator WideKey(UInt128 value) =>
        new(unchecked((ulong)value), (ulong)(value >> 64));
}
