using BenchmarkDotNet.Attributes;
using Tessera.Emv.Cryptograms;
using Tessera.Hsm;
using Tessera.Primitives;

namespace Tessera.Bench.Micro;

/// <summary>The module's verdict on a cryptogram: card key, session key, MAC, comparison.</summary>
public class CryptogramBenchmarks
{
    private BenchCard card = null!;
    private CryptogramRequest aes;
    private CryptogramRequest tripleDes;

    [GlobalSetup]
    public void Open()
    {
        card = new BenchCard();
        aes = card.Request(CryptogramProfile.TesseraAesShort);
        tripleDes = card.Request(CryptogramProfile.Visa10);
        Invariant.Check(VerifyAes() && VerifyTripleDes(), "both cryptograms are right");
    }

    [GlobalCleanup]
    public void Close() => card.Dispose();

    [Benchmark(Description = "verify an AES cryptogram")]
    public bool VerifyAes() => card.Hsm.VerifyCryptogram(aes).IsValid;

    [Benchmark(Description = "verify a 3DES cryptogram (CVN 10)")]
    public bool VerifyTripleDes() => card.Hsm.VerifyCryptogram(tripleDes).IsValid;

    [Benchmark(Description = "the issuer's answer to an AES cryptogram (ARPC)")]
    public byte[] AnswerAes() => card.Hsm.MakeResponse(aes, IssuerDecision.Of("00", isApproved: true));
}
