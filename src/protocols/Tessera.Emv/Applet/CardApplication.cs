// EMV 4.4 Book 1, 12: one application on a device.
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Kernel;
using Tessera.Emv.Keys;
using Tessera.Primitives;

namespace Tessera.Emv.Applet;

/// <summary>One application on a device: its personalisation, key, counter and state.</summary>
public sealed class CardApplication
{
    private readonly PinnedKey _key;
    private readonly AtcCounter _counter;

    /// <summary>Puts an application on a device.</summary>
    /// <param name="personalisation">Its public side.</param>
    /// <param name="key">Card key, of the algorithm of the cryptogram version; the caller disposes it.</param>
    /// <param name="counterStore">Where its transaction counter lives.</param>
    /// <exception cref="InvariantException">The personalisation contradicts itself or the key.</exception>
    public CardApplication(CardPersonalisation personalisation, PinnedKey key, IAtcStore counterStore)
    {
        Rules = CryptogramRules.For(personalisation.Cryptogram);
        Invariant.Check(
            Rules.Format is IssuerApplicationFormat.VisaShort or IssuerApplicationFormat.MChip,
            "devices use the short Visa layout or the M/Chip layout");
        Invariant.Check(Rules.Algorithm == key.Algorithm, "the card key fits its cryptogram version");
        Invariant.Check(
            personalisation.KeyNumber == 0 || Rules.Version == CryptogramRules.TesseraAesVersion,
            "limited-use keys belong to the AES profiles");
        Invariant.Check(personalisation.Identifier.Length is >= 5 and <= 16, "an AID has 5 to 16 bytes");
        Invariant.Check(personalisation.Label.Length is >= 1 and <= 16, "a label has 1 to 16 characters");
        Invariant.Check(personalisation.Priority is >= 1 and <= 15, "a priority is 1 to 15");
        Invariant.Check(personalisation.ExpiryYymm.Length == 4, "an expiry has four digits");
        Invariant.Check(personalisation.FormFactor.Length == 4, "a form factor has four bytes");
        Invariant.Check(personalisation.Contact is null or { LogLength: <= 30 }, "a log has at most 30 records");
        Personalisation = personalisation;
        _key = key;
        _counter = new AtcCounter(counterStore);
    }

    /// <summary>The public side.</summary>
    public CardPersonalisation Personalisation { get; }

    /// <summary>State; changes at once, also in the middle of a tap.</summary>
    public AppletState State { get; set; }

    /// <summary>The kernel that terminals must run: 2 or 3.</summary>
    public int KernelId => IsMChip ? ReaderApplication.MChipKernel : ReaderApplication.QvsdcKernel;

    /// <summary>Key of issuer scripts (triple DES); null when the card takes none. The caller disposes it.</summary>
    public PinnedKey? MessagingKey { get; init; }

    /// <summary>Key of CVC3 (triple DES); null when the card makes none. The caller disposes it.</summary>
    public PinnedKey? ChecksumKey { get; init; }

    internal CryptogramRules Rules { get; }

    internal bool IsMChip => Rules.Format == IssuerApplicationFormat.MChip;

    /// <summary>Counter of the last transaction that the issuer approved online (9F13).</summary>
    internal ushort LastOnlineCounter { get; set; }

    /// <summary>The last transactions, newest first: date, amount, currency, counter (9F4F).</summary>
    internal List<byte[]> Log { get; } = [];

    internal ReadOnlySpan<byte> Key => _key.Bytes;

    internal bool TryReadCounter(out ushort counter) => _counter.TryRead(out counter);

    internal bool TryTakeCounter(out ushort counter)
    {
        counter = 0;
        return State == AppletState.Active && _counter.TryTake(out counter);
    }

    /// <summary>Takes a counter and makes the cryptogram. False: nothing may leave the device.</summary>
    internal bool TryMakeCryptogram(CryptogramDraft draft)
    {
        if (!TryTakeCounter(out var counter))
        {
            return false;
        }

        draft.Counter = counter;
        return draft.TryComplete(Rules, Personalisation, _key.Bytes);
    }
}
