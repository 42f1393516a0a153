using Tessera.Core;
using Tessera.Iso8583;
using Tessera.Primitives;

namespace Tessera.Server.Switch;

/// <summary>DE39 of what the door itself refuses; what Core refuses has its code in Core's table.</summary>
internal static class SwitchCodes
{
    /// <summary>DE70 of an 0800.</summary>
    public const int SignOn = 1;

    public const int SignOff = 2;

    public const int KeyChange = 161;

    public const int Echo = 301;

    public static readonly ResponseCode InvalidTransaction = new('1', '2');

    /// <summary>A sign-on of somebody who is not known here.</summary>
    public static readonly ResponseCode BankNotSupported = new('3', '1');

    /// <summary>Before sign-on, in another's name, or with a wrong authentication code.</summary>
    public static readonly ResponseCode SecurityViolation = new('6', '3');

    public static ResponseCode Of(Refusal refusal) => Of(RefusalTable.Of(refusal).De39);

    public static ResponseCode Of(string de39)
    {
        bool isCode = ResponseCode.TryParse(de39, out ResponseCode code);
        Invariant.Check(isCode, "every response code has two characters");
        return code;
    }
}
