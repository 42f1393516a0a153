using Tessera.Core.Activation;
using Tessera.Core.Cards;
using Tessera.Core.Controls;
using Tessera.Core.Directory;
using Tessera.Core.Payments;
using Tessera.Core.Settlement;
using Tessera.Core.Tokens;

namespace Tessera.Core;

// Any refusal of any noun by its number; each noun's enum has a thousand of its own.
public readonly record struct Refusal(ushort Number)
{
    public static readonly Refusal None;

    public bool IsNone => Number == 0;

    public static implicit operator Refusal(CommandRefusal refusal) => FromNumber((ushort)refusal);

    public static implicit operator Refusal(DirectoryRefusal refusal) => FromNumber((ushort)refusal);

    public static implicit operator Refusal(CardRefusal refusal) => FromNumber((ushort)refusal);

    public static implicit operator Refusal(ActivationRefusal refusal) => FromNumber((ushort)refusal);

    public static implicit operator Refusal(TokenRefusal refusal) => FromNumber((ushort)refusal);

    public static implicit operator Refusal(PaymentRefusal refusal) => FromNumber((ushort)refusal);

    public static implicit operator Refusal(SettlementRefusal refusal) => FromNumber((ushort)refusal);

    public static implicit operator Refusal(ControlsRefusal refusal) => FromNumber((ushort)refusal);

    public static Refusal FromNumber(ushort number) => new(number);

    public override string ToString() => RefusalTable.Of(this).Code;
}
