using CsCheck;
using Tessera.Emv.Applet;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.InApp;
using Tessera.Emv.Keys;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvInApp;

public sealed class InAppCryptogramTests : IDisposable
{
    private static readonly InAppOrder Order = new("mer_01", "order-1", new Money(12_500, Currency.Usd));

    private readonly PinnedKey _key = new(KeyAlgorithm.Aes, Convert.FromHexString("2B7E151628AED2A6ABF7158809CF4F3C"));
    private readonly HolderVerification _verification = new(TimeProvider.System, TimeSpan.FromMinutes(1));

    public void Dispose() => _key.Dispose();

    [Theory]
    [InlineData(CryptogramProfile.TesseraAesShort, 0, 23)]
    [InlineData(CryptogramProfile.TesseraAesShort, 5, 26)]
    [InlineData(CryptogramProfile.TesseraAesMChip, 0, 34)]
    public void What_is_written_is_read(CryptogramProfile profile, int keyNumber, int length)
    {
        var made = Make(profile, (ushort)keyNumber);
        var bytes = made.ToBytes();
        Assert.Equal(length, bytes.Length);
        Assert.True(InAppCryptogram.TryRead(bytes, out var read, out _));
        Assert.Equal(bytes, read!.ToBytes());
        Assert.Equal(made.UnixSeconds, read.UnixSeconds);
        Assert.Equal(made.ToField55(Order), read.ToField55(Order));
    }

    [Fact]
    public void The_covered_elements_fit_the_order_only()
    {
        var made = Make(CryptogramProfile.TesseraAesShort, 0);
        Assert.True(IsRight(made, Order));
        Assert.False(IsRight(made, Order with { Merchant = "mer_02" }));
        Assert.False(IsRight(made, Order with { Order = "order-2" }));
        Assert.False(IsRight(made, Order with { Amount = new Money(12_501, Currency.Usd) }));
        Assert.False(IsRight(made, Order with { Amount = new Money(12_500, Currency.Eur) }));

        // A boundary that could be moved would make two orders one.
        Assert.False(IsRight(made, Order with { Merchant = "mer_0", Order = "1order-1" }));
    }

    [Fact]
    public void It_takes_a_fresh_verification_each_time()
    {
        var application = Application(CryptogramProfile.TesseraAesShort, 0);
        Assert.False(InAppCryptogram.TryMake(application, _verification, Order, 1, out _));
        _verification.Confirm();
        Assert.True(InAppCryptogram.TryMake(application, _verification, Order, 1, out _));
        Assert.False(InAppCryptogram.TryMake(application, _verification, Order, 1, out _));
    }

    [Fact]
    public void Any_bytes_are_read_or_refused()
    {
        var right = Make(CryptogramProfile.TesseraAesShort, 0).ToBytes();
        for (var length = 0; length < right.Length; length++)
        {
            Assert.False(InAppCryptogram.TryRead(right.AsSpan(0, length), out _, out _));
        }

        Gen.Byte.Array[0, 80].Sample(bytes =>
        {
            if (InAppCryptogram.TryRead(bytes, out var read, out _))
            {
                Assert.Equal(bytes, read!.ToBytes());
                read.ToField55(Order);
            }
        });
    }

    private bool IsRight(InAppCryptogram made, InAppOrder order)
    {
        Assert.True(CryptogramElements.TryRead(made.ToField55(order), out var elements, out _));
        var expected = new byte[ApplicationCryptogram.Bytes];
        var rules = CryptogramRules.For(CryptogramProfile.TesseraAesShort);
        Assert.True(ApplicationCryptogram.TryCompute(rules, _key.Bytes, elements, expected, out _));
        return elements.Cryptogram.SequenceEqual(expected);
    }

    private InAppCryptogram Make(CryptogramProfile profile, ushort keyNumber)
    {
        _verification.Confirm();
        Assert.True(InAppCryptogram.TryMake(
            Application(profile, keyNumber), _verification, Order, 1_795_000_000, out var made));
        return made!;
    }

    private CardApplication Application(CryptogramProfile profile, ushort keyNumber) => new(
        new CardPersonalisation
        {
            Identifier = Hex.Read("F0544553534552410101"),
            Label = "TEST",
            Pan = Pan.FromNumber(9_999_100_000_000_016, 16),
            ExpiryYymm = "3112",
            CountryNumber = 840,
            CurrencyNumber = 840,
            Cryptogram = profile,
            KeyIndex = 1,
            KeyNumber = keyNumber,
        },
        _key,
        new VolatileAtcStore());
}
