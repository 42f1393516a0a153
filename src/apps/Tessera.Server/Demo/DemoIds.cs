using Tessera.Core;
using Tessera.Server.World;

namespace Tessera.Server.Demo;

/// <summary>The demo's objects have the same ids in every data folder: they follow from their names.</summary>
public static class DemoIds
{
    public const ushort NetworkBook = 1;
    public const ushort IssuerBook = 2;
    public const ushort AcquirerBook = 3;
    public const ushort WalletBook = 4;

    public const ushort CloudWalletBook = 9;

    /// <summary>The demo wallet's number as a token requestor.</summary>
    public const ulong Requestor = 40_010_030_001;

    /// <summary>DE32 of the demo acquirer's messages.</summary>
    public const string AcquirerCode = "99900000003";

    /// <summary>A rival wallet: cloud profile, a token range of its own.</summary>
    public const ulong CloudRequestor = 40_010_030_002;

    public const string CloudPrefix = "999912";
    public const string CloudKeySet = "demo-cloud-tokens";

    /// <summary>The name under which usage share counts the cloud wallet.</summary>
    public const string CloudSystem = "cloud_wallet";

    public const string CardPrefix = "999900";
    public const string TokenPrefix = "999910";
    public const string CardKeySet = "demo-cards";
    public const string TokenKeySet = "demo-tokens";

    /// <summary>The name under which usage share counts the demo wallet.</summary>
    public const string WalletSystem = "tessera_wallet";

    public const string CardSystem = "plain_card";

    public static ParticipantId Network { get; } = Participant("network");

    public static ParticipantId Issuer { get; } = Participant("issuer");

    public static ParticipantId Acquirer { get; } = Participant("acquirer");

    public static ParticipantId Wallet { get; } = Participant("wallet");

    public static ParticipantId CloudWallet { get; } = Participant("cloud wallet");

    public static MerchantId Coffee { get; } = Merchant("coffee");

    public static MerchantId Books { get; } = Merchant("books");

    public static TerminalId CoffeeTill { get; } = Terminal("COFFEE01");

    public static TerminalId BooksTill { get; } = Terminal("BOOKS001");

    public static UInt128 CommandId(string name) => DerivedId.Number(0, "demo " + name);

    internal static TerminalId Terminal(string code) => DerivedId.Of<IdKinds.Terminal>(CommandId(code));

    private static ParticipantId Participant(string name) => DerivedId.Of<IdKinds.Participant>(CommandId(name));

    private static MerchantId Merchant(string name) => DerivedId.Of<IdKinds.Merchant>(CommandId(name));
}
