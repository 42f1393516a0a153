using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Tessera.Emv.Cryptograms;
using Tessera.Hsm.KeyBlocks;

namespace Tessera.Hsm;

/// <summary>
/// Counts and times the verbs of a module for the server's metrics. The outcome tells right from wrong and never why.
/// </summary>
public sealed class MeteredHsm : IPaymentHsm
{
    /// <summary>Name of the meter, for the exporter.</summary>
    public const string MeterName = "Tessera.Hsm";

    private readonly IPaymentHsm _inner;
    private readonly Meter _meter;
    private readonly Histogram<double> _duration;

    /// <summary>Wraps a module and disposes it with itself.</summary>
    public MeteredHsm(IPaymentHsm inner)
    {
        _inner = inner;
        _meter = new Meter(new MeterOptions(MeterName) { Scope = this });
        _duration = _meter.CreateHistogram<double>("tessera.hsm.duration", "s", "Time of one verb.");
    }

    public CryptogramVerdict VerifyCryptogram(in CryptogramRequest request)
    {
        var start = Stopwatch.GetTimestamp();
        var verdict = _inner.VerifyCryptogram(request);
        return Record("verify_cryptogram", start, verdict, verdict.IsValid);
    }

    public CryptogramVerdict VerifyCardCode(in CardCodeRequest request)
    {
        var start = Stopwatch.GetTimestamp();
        var verdict = _inner.VerifyCardCode(request);
        return Record("verify_card_code", start, verdict, verdict.IsValid);
    }

    public byte[] MakeResponse(in CryptogramRequest request, IssuerDecision decision)
    {
        var start = Stopwatch.GetTimestamp();
        var value = _inner.MakeResponse(request, decision);
        return Record("make_response", start, value, value.Length > 0);
    }

    public bool TryWrapForDevice(in DeviceKeyRequest request, [NotNullWhen(true)] out DeviceKeyDelivery? delivery)
    {
        var start = Stopwatch.GetTimestamp();
        var isWrapped = _inner.TryWrapForDevice(request, out delivery);
        return Record("wrap_for_device", start, isWrapped, isWrapped);
    }

    public bool VerifyKeyProof(in DeviceKeyRequest request, ReadOnlySpan<byte> proof)
    {
        var start = Stopwatch.GetTimestamp();
        var isRight = _inner.VerifyKeyProof(request, proof);
        return Record("verify_key_proof", start, isRight, isRight);
    }

    public byte[] MacOneTimeCode(string keySet, ReadOnlySpan<byte> context, ReadOnlySpan<char> code)
    {
        var start = Stopwatch.GetTimestamp();
        return Record("mac_one_time_code", start, _inner.MacOneTimeCode(keySet, context, code), isRight: true);
    }

    public byte[] Index(string keySet, string purpose, ReadOnlySpan<byte> value)
    {
        var start = Stopwatch.GetTimestamp();
        return Record("index", start, _inner.Index(keySet, purpose, value), isRight: true);
    }

    public void MacZone(string keySet, ReadOnlySpan<byte> message, Span<byte> target)
    {
        var start = Stopwatch.GetTimestamp();
        _inner.MacZone(keySet, message, target);
        Record("mac_zone", start, true, isRight: true);
    }

    public bool VerifyZoneMac(string keySet, ReadOnlySpan<byte> message, ReadOnlySpan<byte> mac)
    {
        var start = Stopwatch.GetTimestamp();
        var isRight = _inner.VerifyZoneMac(keySet, message, mac);
        return Record("verify_zone_mac", start, isRight, isRight);
    }

    public string ExportNextZoneKey(string keySet) => _inner.ExportNextZoneKey(keySet);

    public bool TryActivateZoneKey(string keySet)
    {
        var start = Stopwatch.GetTimestamp();
        var isActive = _inner.TryActivateZoneKey(keySet);
        return Record("activate_zone_key", start, isActive, isActive);
    }

    public bool TryInstallZoneKey(string keySet, string block)
    {
        var start = Stopwatch.GetTimestamp();
        var isInstalled = _inner.TryInstallZoneKey(keySet, block);
        return Record("install_zone_key", start, isInstalled, isInstalled);
    }

    public void EnsureIssuerKeys(string keySet) => _inner.EnsureIssuerKeys(keySet);

    public IReadOnlyList<KeyCheck> ListKeys() => _inner.ListKeys();

    public void Dispose()
    {
        _meter.Dispose();
        _inner.Dispose();
    }

    private T Record<T>(string verb, long start, T result, bool isRight)
    {
        var outcome = isRight ? "ok" : "refused";
        _duration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, new("verb", verb), new("outcome", outcome));
        return result;
    }
}
