using System.Text.Json;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Keys;
using Tessera.Primitives;

namespace Tessera.Cli.Conformance.Topics;

/// <summary>
/// Runs one cryptogram vector: keys as it names them, covered bytes as given or put together from its tags.
/// </summary>
internal sealed class EmvCryptogramInputs(JsonElement json)
{
    private readonly EmvInputs _inputs = new(json);

    /// <summary>Covered bytes and rules of a transaction whose issuer application data names its version.</summary>
    public static (byte[] Data, CryptogramRules Rules) Assemble(byte[] tlv)
    {
        if (!CryptogramElements.TryRead(tlv, out var elements, out var error)
            || !IssuerApplication.TryRead(elements.IssuerApplication, out var issuer, out error))
        {
            throw new FormatException(error.ToString());
        }
        if (!CryptogramRules.TryFind(issuer, out var rules))
        {
            throw new FormatException("Unknown cryptogram version.");
        }
        var target = new byte[CryptogramInputAssembly.MaximumBytes];
        return CryptogramInputAssembly.TryWrite(rules, elements, target, out var length, out error)
            ? (target[..length], rules)
            : throw new FormatException(error.ToString());
    }

    /// <summary>The request cryptogram, computed; or the given one where the vector only wants its answer.</summary>
    public byte[] Request()
    {
        if (_inputs.Has("arqc") && !_inputs.Has("ac_data") && !_inputs.Has("tags"))
        {
            return _inputs.Bytes("arqc");
        }
        var target = new byte[ApplicationCryptogram.Bytes];
        ApplicationCryptogram.Compute(
            KeyAlgorithm.TripleDes, RequestKey(), CoveredBytes(), _inputs.Padding(), target);
        return target;
    }

    /// <summary>The response cryptogram; empty when the vector has none.</summary>
    public byte[] Response(byte[] request)
    {
        if (!_inputs.Has("arpc_method"))
        {
            return [];
        }
        if (_inputs.Number("arpc_method") == 1)
        {
            var first = new byte[8];
            ResponseCryptogram.Method1(ResponseKey(), request, _inputs.Bytes("arc"), first);
            return first;
        }
        byte[] update =
        [
            .. _inputs.Bytes("csu"),
            .. _inputs.Has("proprietary_auth_data") ? _inputs.Bytes("proprietary_auth_data") : [],
        ];
        var second = new byte[4];
        ResponseCryptogram.Method2(KeyAlgorithm.TripleDes, ResponseKey(), request, update, second);
        return second;
    }

    private byte[] CoveredBytes()
    {
        if (!_inputs.Has("tags"))
        {
            return _inputs.Bytes("ac_data");
        }
        if (_inputs.Has("iad_9F10"))
        {
            return Assemble(_inputs.TagsAsTlv("9F10", _inputs.Bytes("iad_9F10"))).Data;
        }
        if (!CryptogramElements.TryRead(_inputs.TagsAsTlv(), out var elements, out var error))
        {
            throw new FormatException(error.ToString());
        }
        var target = new byte[CryptogramInputAssembly.MaximumBytes];
        if (!CryptogramInputAssembly.TryWriteElements(elements, target, out var length, out error))
        {
            throw new FormatException(error.ToString());
        }
        byte[] assembled = [.. target[..length], .. _inputs.Tail()];
        return !_inputs.Has("ac_data") || assembled.AsSpan().SequenceEqual(_inputs.Bytes("ac_data"))
            ? assembled
            : throw new FormatException($"Covered bytes differ: {Hex.Write(assembled)}.");
    }

    private byte[] RequestKey()
    {
        if (_inputs.Has("sk"))
        {
            return _inputs.Bytes("sk");
        }
        return _inputs.Text("skd") switch
        {
            "csk" => CommonKey(),
            "mc" => MastercardKey(),
            "none" => CardKeyBytes(),
            _ => throw new ArgumentException("The session key method is not known.", nameof(json)),
        };
    }

    private byte[] ResponseKey() => _inputs.Text("arpc_key") switch
    {
        "icc_mk" or "none" => CardKeyBytes(),
        "csk" => CommonKey(),
        "mc" => MastercardKey(),
        "sk" or null => RequestKey(),
        _ => throw new ArgumentException("The response key is not known.", nameof(json)),
    };

    private byte[] CommonKey()
    {
        var key = new byte[16];
        SessionKey.Common(CardKeyBytes(), _inputs.Diversifier(), key);
        return key;
    }

    private byte[] MastercardKey()
    {
        var key = new byte[16];
        SessionKey.Mastercard(CardKeyBytes(), _inputs.Counter(), _inputs.UnpredictableNumber(), key);
        return key;
    }

    private byte[] CardKeyBytes()
    {
        if (_inputs.Has("icc_mk"))
        {
            return _inputs.Bytes("icc_mk");
        }
        var option = _inputs.Text("mkd") switch
        {
            "EMV_OPTION_A" or null => CardKeyOption.A,
            "EMV_OPTION_B" => CardKeyOption.B,
            _ => throw new ArgumentException("The card key option is not known.", nameof(json)),
        };
        var key = new byte[16];
        CardKey.Derive(option, _inputs.Bytes("imk_ac"), _inputs.Card(), key);
        return key;
    }
}
