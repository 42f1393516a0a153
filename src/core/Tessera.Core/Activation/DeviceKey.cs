using System.Runtime.CompilerServices;

namespace Tessera.Core.Activation;

// The uncompressed P-256 point of a phone inside a row.
[InlineArray(Length)]
public struct DeviceKey
{
    public const int Length = 65;

    private byte first;
}
