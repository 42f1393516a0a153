using System.Runtime.CompilerServices;
using System.Text;

namespace Tessera.Core.Cards;

// The 29 characters of a PAR inside a row.
[InlineArray(Length)]
public struct PaymentAccountText
{
    public const int Length = 29;

    private byte first;

    public static PaymentAccountText Of(string text)
    {
        var bytes = default(PaymentAccountText);
        Invariant.Check(
            Encoding.ASCII.GetBytes(text, bytes) == Length, "a payment account reference has 29 characters");
        return bytes;
    }

    public override readonly string ToString() => Encoding.ASCII.GetString(this);
}
