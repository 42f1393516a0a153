using System.Diagnostics.Metrics;
using Tessera.Emv.Cryptograms;
using Tessera.Hsm;

namespace Tessera.Server.Tests.Hsm;

public sealed class MeteredHsmTests
{
    [Fact]
    public void Verbs_answer_as_before_and_are_counted_by_outcome()
    {
        using var folder = new HsmFolder();
        using var metered = new MeteredHsm(folder.Hsm);
        var seen = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, metered))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>(
            (_, _, tags, _) => seen.Add($"{tags[0].Value} {tags[1].Value}"));
        listener.Start();

        var tap = Tap.Provision(metered);
        var request = new CryptogramRequest(
            HsmFolder.KeySet,
            Tap.Card,
            tap.Field55(CryptogramProfile.TesseraAesShort),
            CryptogramProfileSet.Of(CryptogramProfile.TesseraAesShort));
        Assert.True(metered.VerifyCryptogram(request).IsValid);
        Assert.False(metered.VerifyCryptogram(request with { KeySet = "nobody" }).IsValid);
        Assert.Equal(8, metered.MakeResponse(request, IssuerDecision.Of("00", isApproved: true)).Length);

        Assert.Equal(
            ["wrap_for_device ok", "verify_cryptogram ok", "verify_cryptogram refused", "make_response ok"], seen);
    }
}
