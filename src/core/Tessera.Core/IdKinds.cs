namespace Tessera.Core;

// The prefix of a text id tells what it names.
public static class IdKinds
{
    public readonly struct Participant : IIdKind
    {
        public static string Prefix => "par";
    }

    public readonly struct Merchant : IIdKind
    {
        public static string Prefix => "mch";
    }

    public readonly struct Terminal : IIdKind
    {
        public static string Prefix => "trm";
    }

    public readonly struct ApiKey : IIdKind
    {
        public static string Prefix => "key";
    }

    public readonly struct CardAccount : IIdKind
    {
        public static string Prefix => "acc";
    }

    public readonly struct Card : IIdKind
    {
        public static string Prefix => "crd";
    }

    // A row of the PAN vault.
    public readonly struct Pan : IIdKind
    {
        public static string Prefix => "pan";
    }

    // A person in the subject store.
    public readonly struct Subject : IIdKind
    {
        public static string Prefix => "sub";
    }

    public readonly struct Device : IIdKind
    {
        public static string Prefix => "dev";
    }

    public readonly struct Provisioning : IIdKind
    {
        public static string Prefix => "prv";
    }

    public readonly struct Token : IIdKind
    {
        public static string Prefix => "tok";
    }

    public readonly struct AccountTransfer : IIdKind
    {
        public static string Prefix => "atr";
    }

    public readonly struct Payment : IIdKind
    {
        public static string Prefix => "pay";
    }

    public readonly struct Capture : IIdKind
    {
        public static string Prefix => "cap";
    }

    public readonly struct Refund : IIdKind
    {
        public static string Prefix => "ref";
    }

    public readonly struct Presentment : IIdKind
    {
        public static string Prefix => "prs";
    }

    public readonly struct ClearingCase : IIdKind
    {
        public static string Prefix => "cas";
    }

    public readonly struct Chargeback : IIdKind
    {
        public static string Prefix => "cbk";
    }

    public readonly struct PartnerMessage : IIdKind
    {
        public static string Prefix => "pmg";
    }

    public readonly struct Payout : IIdKind
    {
        public static string Prefix => "pyt";
    }
}
