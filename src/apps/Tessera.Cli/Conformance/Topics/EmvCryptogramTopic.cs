using Tessera.Emv.Cryptograms;
using Tessera.Emv.Keys;
using Tessera.Primitives;

namespace Tessera.Cli.Conformance.Topics;

/// <summary>Application cryptograms, responses, covered bytes, issuer application data and MACs.</summary>
internal sealed class EmvCryptogramTopic : ShapedTopic
{
    public EmvCryptogramTopic()
        : base("emv-cryptogram")
    {
        On("iad_9F10 tags", "ac_data? ac_data_padded? error? valid?", Assembly);
        On("iad_9F10", "format? kdi? cvn? cvr? dac? counters? idd? cci? error? valid?", IssuerParts);
        On("sk_smi mac_input padding", "mac? error? valid?", vector => Mac(vector, "sk_smi", "mac_input"));
        On("key data padding", "mac? error? valid?", vector => Mac(vector, "key", "data"));
        On(
            "imk_ac? icc_mk? sk? pan? psn? mkd? skd? scheme? cvn? r? atc? un? tags? tail? iad_9F10? ac_data? "
            + "padding? arqc? arpc_method? arpc_key? arc? csu? proprietary_auth_data?",
            "arqc? arpc? error? valid?",
            Cryptogram);
    }

    private static string? Mac(Vector vector, string key, string message)
    {
        var inputs = new EmvInputs(vector.Inputs);
        return EmvAnswers.Check(
            vector,
            () =>
            {
                var mac = new byte[RetailMac.MacBytes];
                RetailMac.Compute(inputs.Bytes(key), inputs.Bytes(message), inputs.Padding(), mac);
                return mac;
            },
            // Some commands carry the left part of the MAC only.
            (mac, answer) => Hex.Write(mac)[..Math.Min(16, answer.Text.Length)]);
    }

    private static string? IssuerParts(Vector vector) => EmvAnswers.Check(
        vector,
        () => PartsOf(new EmvInputs(vector.Inputs).Bytes("iad_9F10")),
        (parts, answer) => parts[answer.Name]);

    private static Dictionary<string, string> PartsOf(byte[] source)
    {
        if (!IssuerApplication.TryRead(source, out var issuer, out var error))
        {
            throw new FormatException(error.ToString());
        }
        return new(StringComparer.Ordinal)
        {
            ["format"] = issuer.Format switch
            {
                IssuerApplicationFormat.MChip => "M_CHIP",
                IssuerApplicationFormat.CommonCore => "EMV_FORMAT_A",
                IssuerApplicationFormat.Interac => "INTERAC",
                _ => "VIS",
            },
            ["kdi"] = Hex.Write([issuer.KeyIndex]),
            ["cvn"] = Hex.Write([issuer.Version]),
            ["cci"] = Hex.Write([issuer.Version]),
            ["cvr"] = Hex.Write(issuer.VerificationResults),
            ["dac"] = Hex.Write(issuer.AuthenticationCode),
            ["counters"] = Hex.Write(issuer.Counters),
            ["idd"] = Hex.Write(issuer.Discretionary),
        };
    }

    private static string? Assembly(Vector vector)
    {
        var inputs = new EmvInputs(vector.Inputs);
        return EmvAnswers.Check(
            vector,
            () =>
            {
                var (data, rules) = EmvCryptogramInputs.Assemble(inputs.TagsAsTlv("9F10", inputs.Bytes("iad_9F10")));
                var padded = new byte[data.Length + AesCipher.BlockBytes];
                var block = rules.Algorithm == KeyAlgorithm.Aes ? AesCipher.BlockBytes : TripleDesCipher.BlockBytes;
                var length = MacBlocks.Pad(data, rules.Padding, block, padded);
                return (Data: data, Padded: padded[..length]);
            },
            (result, answer) => Hex.Write(answer.Name == "ac_data" ? result.Data : result.Padded));
    }

    private static string? Cryptogram(Vector vector)
    {
        var inputs = new EmvCryptogramInputs(vector.Inputs);
        return EmvAnswers.Check(
            vector,
            () =>
            {
                var request = inputs.Request();
                return (Request: request, Response: inputs.Response(request));
            },
            (result, answer) => Hex.Write(answer.Name == "arqc" ? result.Request : result.Response));
    }
}
