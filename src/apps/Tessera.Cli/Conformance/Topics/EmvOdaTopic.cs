using Tessera.Emv.Authentication;
using Tessera.Primitives;

namespace Tessera.Cli.Conformance.Topics;

/// <summary>Offline data authentication: scheme keys, certificates, static and dynamic signatures.</summary>
internal sealed class EmvOdaTopic : ShapedTopic
{
    private const string Certificate =
        "recovered? format? issuer_id? pan? expiry_mmyy? serial? hash_alg? pk_alg? modulus_len? exponent_len? hash? "
        + "modulus? valid? error?";

    public EmvOdaTopic()
        : base("emv-oda")
    {
        On("rid index modulus exponent kind?", "sha1? valid? error?", Checksum);
        On(
            "ca_rid? ca_index? ca_modulus ca_exponent issuer_cert_90 issuer_remainder_92? issuer_exponent_9F32 pan?",
            Certificate,
            IssuerCertificate);
        On(
            "issuer_modulus issuer_exponent icc_cert_9F46 icc_remainder_9F48? icc_exponent_9F47 static_data? afl? aip? "
            + "pan?",
            Certificate,
            CardCertificate);
        On(
            "issuer_modulus issuer_exponent ssad_93 static_data? afl? aip?",
            "recovered? format? data_auth_code? hash? signature_valid? valid? error?",
            Static);
        On(
            "icc_modulus icc_exponent sdad_9F4B ddol_data? unpredictable_number? pdol_data? cdol1_data? cdol2_data? "
            + "response_tlv_without_9F4B?",
            "recovered? format? dynamic_data_len? icc_dynamic_number? hash? cid? ac? transaction_data_hash? "
            + "signature_valid? transaction_hash_matches? valid? error?",
            Dynamic);
    }

    private static string? Checksum(Vector vector)
    {
        var inputs = new EmvInputs(vector.Inputs);
        return EmvAnswers.Check(
            vector,
            () => new SchemeKey(
                inputs.Bytes("rid"), inputs.Bytes("index")[0], Key(inputs, "modulus", "exponent")).Checksum(),
            (checksum, _) => Hex.Write(checksum));
    }

    private static string? IssuerCertificate(Vector vector)
    {
        var inputs = new EmvInputs(vector.Inputs);
        var parts = Parts(inputs, "issuer_cert_90", "issuer_remainder_92", "issuer_exponent_9F32");
        return Check(
            vector, CertificateKind.Issuer, Key(inputs, "ca_modulus", "ca_exponent"), parts, inputs.Text("pan"));
    }

    private static string? CardCertificate(Vector vector)
    {
        var inputs = new EmvInputs(vector.Inputs);
        var parts = Parts(inputs, "icc_cert_9F46", "icc_remainder_9F48", "icc_exponent_9F47");
        return Check(
            vector, CertificateKind.Card, Key(inputs, "issuer_modulus", "issuer_exponent"), parts, inputs.Text("pan"));
    }

    private static string? Check(
        Vector vector, CertificateKind kind, RsaPublicKey signer, CertificateParts parts, string? number) =>
        EmvAnswers.Check(
            vector,
            () =>
            {
                var data = Optional(new EmvInputs(vector.Inputs), "static_data");
                if (!KeyCertificate.TryRecover(kind, signer, parts, data, out var certificate, out var fault))
                {
                    throw new FormatException(fault.ToString());
                }

                return number is null || certificate.IsFor(number)
                    ? certificate
                    : throw new FormatException(nameof(AuthenticationFault.HolderDiffers));
            },
            (certificate, answer) => answer.Name switch
            {
                "recovered" => Hex.Write(certificate.Block.Span),
                "format" => Hex.Write(certificate.Block.Span[1..2]),
                "issuer_id" or "pan" => certificate.Holder,
                "expiry_mmyy" => certificate.ExpiryMmyy,
                "serial" => Hex.Write(certificate.SerialNumber.Span),
                "hash_alg" or "pk_alg" => "1",
                "modulus_len" => $"{certificate.Key.LengthBytes}",
                "exponent_len" => $"{certificate.Key.Exponent.Length}",
                "hash" => Hex.Write(certificate.Hash.Span),
                _ => Hex.Write(certificate.Key.Modulus.Span),
            });

    private static string? Static(Vector vector)
    {
        var inputs = new EmvInputs(vector.Inputs);
        var isJudged = vector.Expected.TryGetProperty("signature_valid", out _);
        return EmvAnswers.Check(
            vector,
            () =>
            {
                if (!StaticSignature.TryRecover(
                    Key(inputs, "issuer_modulus", "issuer_exponent"), inputs.Bytes("ssad_93"), out var signature,
                    out var fault))
                {
                    throw new FormatException(fault.ToString());
                }

                var isRight = !inputs.Has("static_data") || signature.Covers(inputs.Bytes("static_data"));
                return isRight || isJudged
                    ? (Signature: signature, IsRight: isRight)
                    : throw new FormatException(nameof(AuthenticationFault.HashDiffers));
            },
            (result, answer) => answer.Name switch
            {
                "recovered" => Hex.Write(result.Signature.Block.Span),
                "format" => Hex.Write(result.Signature.Block.Span[1..2]),
                "data_auth_code" => Hex.Write(result.Signature.Code.Span),
                "hash" => Hex.Write(result.Signature.Hash.Span),
                _ => $"{result.IsRight}",
            });
    }

    private static string? Dynamic(Vector vector)
    {
        var inputs = new EmvInputs(vector.Inputs);
        var covered = inputs.Has("ddol_data") ? inputs.Bytes("ddol_data") : Optional(inputs, "unpredictable_number");
        byte[] lists =
        [
            .. Optional(inputs, "pdol_data"), .. Optional(inputs, "cdol1_data"), .. Optional(inputs, "cdol2_data"),
        ];
        var answerObjects = Optional(inputs, "response_tlv_without_9F4B");
        return EmvAnswers.Check(
            vector,
            () => DynamicSignature.TryRecover(
                Key(inputs, "icc_modulus", "icc_exponent"), inputs.Bytes("sdad_9F4B"), out var signature, out var fault)
                && (vector.Expected.TryGetProperty("signature_valid", out _) || signature.Covers(covered))
                    ? signature
                    : throw new FormatException(fault.ToString()),
            (signature, answer) => answer.Name switch
            {
                "recovered" => Hex.Write(signature.Block.Span),
                "format" => Hex.Write([signature.FormatByte]),
                "dynamic_data_len" => $"{signature.DynamicData.Length}",
                "icc_dynamic_number" => Hex.Write(signature.Number.Span),
                "hash" => Hex.Write(signature.Hash.Span),
                "cid" => Hex.Write(signature.CryptogramInformation.Span),
                "ac" => Hex.Write(signature.Cryptogram.Span),
                "transaction_data_hash" => Hex.Write(signature.TransactionHash.Span),
                "signature_valid" => $"{signature.Covers(covered)}",
                _ => $"{signature.CoversTransaction(lists, answerObjects)}",
            });
    }

    private static CertificateParts Parts(EmvInputs inputs, string certificate, string remainder, string exponent) =>
        new(inputs.Bytes(certificate), Optional(inputs, remainder), inputs.Bytes(exponent));

    private static byte[] Optional(EmvInputs inputs, string key) => inputs.Has(key) ? inputs.Bytes(key) : [];

    private static RsaPublicKey Key(EmvInputs inputs, string modulus, string exponent) =>
        RsaPublicKey.TryMake(inputs.Bytes(modulus), inputs.Bytes(exponent), out var key)
            ? key
            : throw new FormatException("not a key that EMV takes");
}
