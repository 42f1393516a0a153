using CsCheck;
using Tessera.Emv.Cryptograms;

namespace Tessera.Protocols.Tests.EmvCryptograms;

/// <summary>One random transaction of a profile.</summary>
internal sealed record CryptogramCase(CryptogramRules Rules, byte[] IssuerKey, string Pan, int Sequence)
{
    private static readonly Dictionary<IssuerApplicationFormat, Func<byte, byte[], byte[]>> Layouts = new()
    {
        [IssuerApplicationFormat.VisaShort] = (version, noise) => [0x06, noise[0], version, 0x03, .. noise[1..4]],
        [IssuerApplicationFormat.VisaLong] = (version, noise) => [0x1F, version, .. noise[..30]],
        // A key index that may be another layout's length byte (06, 0F, 11, 15, 1F) is left out: with the right bytes
        // behind it no reader could tell the two apart.
        [IssuerApplicationFormat.MChip] = (version, noise) => [(byte)(noise[0] | 0x20), version, .. noise[1..17]],
        [IssuerApplicationFormat.CommonCore] =
            (version, noise) => [0x0F, version, .. noise[..14], 0x0F, .. noise[14..29]],
        [IssuerApplicationFormat.Interac] =
            (version, noise) => [0x15, noise[0], version, 0x04, .. noise[1..5], .. noise[5..19]],
    };

    public static Gen<CryptogramCase> Any { get; } =
        from index in Gen.Int[0, CryptogramRules.All.Count - 1]
        from issuerKey in Gen.Byte.Array[16]
        from pan in Gen.Char['0', '9'].Array[8, 19]
        from sequence in Gen.Int[0, 99]
        from elements in Gen.Byte.Array[33]
        from noise in Gen.Byte.Array[32]
        let rules = CryptogramRules.All[index]
        select new CryptogramCase(rules, issuerKey, new string(pan), sequence)
        {
            Elements = elements,
            IssuerApplication = Layouts[rules.Format](rules.Version, noise),
        };

    /// <summary>The ten data elements in the order of a full input: 33 bytes.</summary>
    public required byte[] Elements { get; init; }

    public required byte[] IssuerApplication { get; init; }

    public byte[] Atc => Elements[31..33];

    public byte[] UnpredictableNumber => Elements[25..29];

    public string SequenceText => Sequence.ToString("00", null);

    public CryptogramElements Spans() => new()
    {
        AmountAuthorised = Elements.AsSpan(0, 6),
        AmountOther = Elements.AsSpan(6, 6),
        TerminalCountry = Elements.AsSpan(12, 2),
        TerminalVerificationResults = Elements.AsSpan(14, 5),
        TransactionCurrency = Elements.AsSpan(19, 2),
        TransactionDate = Elements.AsSpan(21, 3),
        TransactionType = Elements.AsSpan(24, 1),
        UnpredictableNumber = Elements.AsSpan(25, 4),
        InterchangeProfile = Elements.AsSpan(29, 2),
        TransactionCounter = Elements.AsSpan(31, 2),
        IssuerApplication = IssuerApplication,
    };
}
