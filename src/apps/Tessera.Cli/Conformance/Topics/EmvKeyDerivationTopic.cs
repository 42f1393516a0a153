using System.Text.Json;
using Tessera.Emv.Keys;
using Tessera.Primitives;

namespace Tessera.Cli.Conformance.Topics;

/// <summary>
/// Card keys and session keys: the algorithm is named in the inputs, the answer is a key or its check value.
/// </summary>
internal sealed class EmvKeyDerivationTopic : ITopic
{
    private static readonly Dictionary<string, Func<EmvInputs, byte[]>> Algorithms = new(StringComparer.Ordinal)
    {
        ["EMV_OPTION_A"] = inputs => CardKeyOf(inputs, CardKeyOption.A),
        ["EMV_OPTION_B"] = inputs => CardKeyOf(inputs, CardKeyOption.B),
        ["EMV_OPTION_C"] = inputs => CardKeyOf(inputs, CardKeyOption.C),
        ["EMV_CSK"] = inputs =>
            SessionKeyOf((key, target) => SessionKey.Common(key, inputs.Diversifier(), target), inputs),
        ["MC_SKD"] = inputs => SessionKeyOf(
            (key, target) => SessionKey.Mastercard(key, inputs.Counter(), inputs.Bytes("un"), target), inputs),
        ["VISA_SM"] = inputs => SessionKeyOf(
            (key, target) => SessionKey.VisaMessaging(key, inputs.Counter(), target), inputs),
        ["EMV2000_TREE"] = inputs => SessionKeyOf((key, target) => Tree(inputs, key, target), inputs),
    };

    public string Name => "emv-key-derivation";

    public bool TryRun(Vector vector, out string? failure)
    {
        failure = null;
        var answers = EmvAnswers.Of(vector);
        var isKnown = answers.All(answer => answer.Name is "icc_mk" or "sk"
            || answer.Name.EndsWith("_kcv", StringComparison.Ordinal)
            || answer.Name.EndsWith("_recomputed", StringComparison.Ordinal));
        if (vector.Input("alg") is not { } name || !Algorithms.TryGetValue(name, out var derive) || !isKnown)
        {
            return false;
        }
        failure = EmvAnswers.Check(vector, () => derive(new EmvInputs(vector.Inputs)), (key, answer) =>
            answer.Name.EndsWith("_kcv", StringComparison.Ordinal)
                ? CheckValue(name, key, answer.Text.Length / 2)
                : Hex.Write(key));
        return true;
    }

    private static byte[] CardKeyOf(EmvInputs inputs, CardKeyOption option)
    {
        var issuerKey = inputs.Bytes("imk");
        var key = new byte[issuerKey.Length];
        CardKey.Derive(option, issuerKey, inputs.Card(), key);
        return key;
    }

    private static byte[] SessionKeyOf(Action<byte[], byte[]> derive, EmvInputs inputs)
    {
        var key = new byte[16];
        derive(inputs.Bytes("icc_mk"), key);
        return key;
    }

    private static void Tree(EmvInputs inputs, byte[] cardKey, byte[] target)
    {
        var tree = new Emv2000Tree(inputs.Number("height"), inputs.Number("branch"));
        SessionKey.FromTree(cardKey, inputs.Counter(), tree, inputs.Bytes("iv"), target);
    }

    private static string CheckValue(string algorithm, byte[] key, int length)
    {
        var check = new byte[length];
        var cipher = algorithm == "EMV_OPTION_C" ? KeyAlgorithm.Aes : KeyAlgorithm.TripleDes;
        KeyCheckValue.Compute(cipher, key, check);
        return Hex.Write(check);
    }
}
