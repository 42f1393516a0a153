using System.Buffers.Binary;
using System.Globalization;
using Tessera.Emv.CardCodes;
using Tessera.Emv.Keys;
using Tessera.Primitives;

namespace Tessera.Cli.Conformance.Topics;

/// <summary>Card verification values, dCVV and CVC3.</summary>
internal sealed class EmvDynamicCvvTopic : ShapedTopic
{
    public EmvDynamicCvvTopic()
        : base("emv-dynamic-cvv")
    {
        On("cvk pan expiry service_code", "value? cvv? icvv? cvv2? valid? error?", Value);
        On("imk_ac pan psn? mkd? atc exp_yymm service_code", "dcvv? valid? error?", Dcvv);
        On(
            "imk_cvc3? icc_mk? pan? psn? mkd? atc un track_template? ivcvc3?",
            "cvc3? ivcvc3_recomputed? cvc3_full_recomputed? ivcvc3? valid? error?",
            Cvc3);
    }

    private static string? Value(Vector vector)
    {
        var inputs = new EmvInputs(vector.Inputs);
        return EmvAnswers.Check(
            vector,
            () => CardVerificationValue.Make(
                inputs.Bytes("cvk"), Text(inputs, "pan"), Text(inputs, "expiry"), Text(inputs, "service_code")),
            Tail);
    }

    private static string? Dcvv(Vector vector)
    {
        var inputs = new EmvInputs(vector.Inputs);
        return EmvAnswers.Check(
            vector,
            () => DynamicCardCode.MakeDcvv(
                CardKeyOf(inputs, "imk_ac"), Text(inputs, "pan"), Text(inputs, "exp_yymm"),
                Text(inputs, "service_code"), Text(inputs, "atc")),
            Tail);
    }

    private static string? Cvc3(Vector vector)
    {
        var inputs = new EmvInputs(vector.Inputs);
        return EmvAnswers.Check(
            vector,
            () =>
            {
                var key = CardKeyOf(inputs, "imk_cvc3");
                var constant = inputs.Has("ivcvc3")
                    ? BinaryPrimitives.ReadUInt16BigEndian(inputs.Bytes("ivcvc3"))
                    : DynamicCardCode.TrackConstant(key, inputs.Bytes("track_template"));
                var code = DynamicCardCode.MakeCvc3(key, constant, inputs.UnpredictableNumber(), inputs.Counter());
                return (Constant: constant.ToString("X4", CultureInfo.InvariantCulture), Code: code);
            },
            (result, answer) => answer.Name.StartsWith("ivcvc3", StringComparison.Ordinal)
                ? result.Constant
                : Tail(result.Code, answer));
    }

    /// <summary>A track may have room for fewer digits than the code has: the last ones count.</summary>
    private static string Tail(string code, (string Name, string Text) answer) =>
        code[^Math.Clamp(answer.Text.Length, 1, code.Length)..];

    private static byte[] CardKeyOf(EmvInputs inputs, string issuerKey)
    {
        if (inputs.Has("icc_mk"))
        {
            return inputs.Bytes("icc_mk");
        }

        var option = inputs.Text("mkd") switch
        {
            "EMV_OPTION_A" or null => CardKeyOption.A,
            "EMV_OPTION_B" => CardKeyOption.B,
            _ => throw new ArgumentException("The card key option is not known.", nameof(inputs)),
        };
        var key = new byte[16];
        CardKey.Derive(option, inputs.Bytes(issuerKey), inputs.Card(), key);
        return key;
    }

    private static string Text(EmvInputs inputs, string key) =>
        inputs.Text(key) ?? throw new ArgumentException($"Input {key} is missing.", nameof(key));
}
