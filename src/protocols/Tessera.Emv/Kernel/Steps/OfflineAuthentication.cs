// EMV 4.4 Book 2, 5 and 6, and Book 3, 10.3; book C-3 for fast DDA: the terminal's side.
using Tessera.Emv.Apdu;
using Tessera.Emv.Authentication;
using Tessera.Emv.Bits;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Emv.Kernel.Steps;

/// <summary>Offline data authentication of one tap (EMV Book 3, 10.3).</summary>
internal sealed class OfflineAuthentication(TapFlow flow)
{
    private RsaPublicKey? _cardKey;

    /// <summary>True when static or dynamic authentication succeeded, or combined can be asked for.</summary>
    public bool IsTrusted { get; private set; }

    /// <summary>True when the cryptogram is to be asked for inside a signature.</summary>
    public bool IsCombined { get; private set; }

    /// <summary>
    /// Chooses the strongest method that both sides have, checks the certificates, and runs SDA or DDA at once. The
    /// terminal results say what was done and what failed.
    /// </summary>
    public StepResult Run(ApplicationInterchangeProfile profile)
    {
        var hasKeys = flow.Reader.SchemeKeys.Count > 0;
        if (hasKeys && profile.Has(AipBit.CombinedDataAuthentication))
        {
            IsCombined = TryFindCardKey(out _cardKey);
            IsTrusted = IsCombined;
            return Note(IsCombined, TvrBit.CombinedDataAuthenticationFailed);
        }

        // Kernel 2 has no command for dynamic and no use for static authentication (book C-2).
        if (hasKeys && flow.IsContact && profile.Has(AipBit.DynamicDataAuthentication))
        {
            return AuthenticateDynamically();
        }

        if (hasKeys && flow.IsContact && profile.Has(AipBit.StaticDataAuthentication))
        {
            flow.Raise(TvrBit.StaticDataAuthenticationSelected);
            IsTrusted = TryFindIssuerKey(out var issuer) && HasStaticSignature(issuer);
            return Note(IsTrusted, TvrBit.StaticDataAuthenticationFailed);
        }

        flow.Raise(TvrBit.OfflineDataAuthenticationNotPerformed);
        return StepResult.Done;
    }

    /// <summary>
    /// Checks the signature around a cryptogram and takes the cryptogram out of it (EMV Book 2, 6.6.2). A cryptogram
    /// beside the signature is not proved, so one that is there must be the same.
    /// </summary>
    public bool TryTakeCombined(ReadOnlyMemory<byte> answer, out AuthenticationFault fault)
    {
        fault = AuthenticationFault.DataMissing;
        var card = flow.Card;
        if (_cardKey is null || !card.TryGet(EmvTags.SignedDynamicApplication, out var signed)
            || !CardAnswer.TryCutOut(answer, EmvTags.SignedDynamicApplication, out var rest))
        {
            return false;
        }

        if (!DynamicSignature.TryRecover(_cardKey, signed.Span, out var signature, out fault))
        {
            return false;
        }

        byte[] number = flow.Terminal.GetOrEmpty(EmvTags.UnpredictableNumber).ToArray();
        if (signature.FormatByte != DynamicSignature.Format || !signature.Covers(number)
            || !signature.CoversTransaction(flow.Lists.ToArray(), rest))
        {
            fault = AuthenticationFault.HashDiffers;
            return false;
        }

        var isSame = signature.CryptogramInformation.Span.SequenceEqual(
                card.GetOrEmpty(EmvTags.CryptogramInformation))
            && signature.RelayData.Span.SequenceEqual(flow.RelayData)
            && (card.TryAdd(EmvTags.ApplicationCryptogram, signature.Cryptogram.Span)
                || signature.Cryptogram.Span.SequenceEqual(card.GetOrEmpty(EmvTags.ApplicationCryptogram)));
        fault = isSame ? AuthenticationFault.None : AuthenticationFault.CryptogramDiffers;
        return isSame;
    }

    /// <summary>Fast DDA (book C-3): what the card signed in its one answer.</summary>
    public bool IsFastSignatureRight(bool isOnline)
    {
        if (!flow.Card.TryGet(EmvTags.SignedDynamicApplication, out var signed) || !TryFindCardKey(out var key)
            || !DynamicSignature.TryRecover(key!, signed.Span, out var signature, out _))
        {
            return false;
        }

        var related = flow.Card.GetOrEmpty(EmvTags.CardAuthenticationRelated);
        byte[] covered =
        [
            .. flow.Terminal.GetOrEmpty(EmvTags.UnpredictableNumber),
            .. flow.Terminal.GetOrEmpty(EmvTags.AmountAuthorised),
            .. flow.Terminal.GetOrEmpty(EmvTags.TransactionCurrencyCode),
            .. related,
            .. isOnline ? flow.Card.GetOrEmpty(EmvTags.ApplicationInterchangeProfile) : [],
        ];
        return signature.FormatByte == (isOnline ? DynamicSignature.OnlineFormat : DynamicSignature.Format)
            && signature.Covers(covered)
            && signature.Number.Span.SequenceEqual(flow.Card.GetOrEmpty(EmvTags.ApplicationTransactionCounter))
            && related is [0x01, ..] && related.Length >= 7
            && related[5..7].SequenceEqual(flow.Card.GetOrEmpty(EmvTags.CardTransactionQualifiers));
    }

    private StepResult AuthenticateDynamically()
    {
        var isRight = TryFindCardKey(out var key);
        if (isRight)
        {
            var step = AskForSignature(key!, out isRight);
            if (step.HasEnded)
            {
                return step;
            }
        }

        IsTrusted = isRight;
        return Note(isRight, TvrBit.DynamicDataAuthenticationFailed);
    }

    private StepResult AskForSignature(RsaPublicKey key, out bool isRight)
    {
        isRight = false;
        byte[] usual = [0x9F, 0x37, 0x04];
        var encoded = flow.Card.TryGet(EmvTags.Ddol, out var own) ? own.Span : usual;

        // A list without the terminal's number would let an old signature pass (EMV Book 2, 6.5.1).
        if (!DataObjectList.TryRead(encoded, out var list, out _)
            || list.Entries.All(entry => entry.Tag != EmvTags.UnpredictableNumber))
        {
            return StepResult.Done;
        }

        var data = flow.Fill(list);
        var step = flow.Session.Exchange(CommandApdu.InternalAuthenticate(data), out var response);
        if (step.HasEnded)
        {
            return step;
        }

        var isRead = response.Status.IsSuccess
            && (CardAnswer.TryOpen(response.Data, EmvTags.ResponseFormat1, out var content)
                ? flow.Card.TryAdd(EmvTags.SignedDynamicApplication, content.Span)
                : CardAnswer.TryAdd(response.Data, EmvTags.ResponseFormat2, flow.Card));
        isRight = isRead
            && flow.Card.TryGet(EmvTags.SignedDynamicApplication, out var signed)
            && DynamicSignature.TryRecover(key, signed.Span, out var signature, out _)
            && signature.FormatByte == DynamicSignature.Format
            && signature.Covers(data);
        return StepResult.Done;
    }

    private StepResult Note(bool isRight, TvrBit failure)
    {
        if (!isRight)
        {
            flow.Raise(failure);
        }

        return StepResult.Done;
    }

    private bool HasStaticSignature(RsaPublicKey issuer) =>
        TryGetStaticData(out var data)
        && StaticSignature.TryRecover(
            issuer, flow.Card.GetOrEmpty(EmvTags.SignedStaticApplication), out var signature, out _)
        && signature.Covers(data);

    private bool TryFindCardKey(out RsaPublicKey? key)
    {
        key = null;
        if (!TryFindIssuerKey(out var issuer) || !TryGetStaticData(out var data)
            || !TryGetParts(
                EmvTags.CardCertificate, EmvTags.CardKeyRemainder, EmvTags.CardKeyExponent, out var parts)
            || !KeyCertificate.TryRecover(CertificateKind.Card, issuer, parts, data, out var certificate, out _))
        {
            return false;
        }

        key = certificate.Key;
        return IsGood(certificate);
    }

    private bool TryFindIssuerKey(out RsaPublicKey key)
    {
        key = null!;
        var index = flow.Card.GetOrEmpty(EmvTags.SchemeKeyIndex);
        if (index.Length != 1
            || !TryGetParts(
                EmvTags.IssuerCertificate, EmvTags.IssuerKeyRemainder, EmvTags.IssuerKeyExponent, out var parts))
        {
            flow.Raise(TvrBit.CardDataMissing);
            return false;
        }

        if (!flow.Reader.SchemeKeys.TryFind(flow.Candidate.Name.Span, index[0], out var scheme)
            || scheme.Expires < DateOnly.FromDateTime(flow.Request.LocalTime)
            || !KeyCertificate.TryRecover(
                CertificateKind.Issuer, scheme.Key, parts, default, out var certificate, out _))
        {
            return false;
        }

        key = certificate.Key;
        return IsGood(certificate);
    }

    private bool IsGood(KeyCertificate certificate) => certificate.IsFor(flow.Track.Pan.Reveal())
        && !certificate.IsExpired(DateOnly.FromDateTime(flow.Request.LocalTime));

    private bool TryGetParts(BerTag certificate, BerTag remainder, BerTag exponent, out CertificateParts parts)
    {
        var isThere = flow.Card.TryGet(certificate, out var value) & flow.Card.TryGet(exponent, out var power);
        flow.Card.TryGet(remainder, out var rest);
        parts = new CertificateParts(value, rest, power);
        return isThere;
    }

    /// <summary>The signed records and, when 9F4A asks for it, the profile; it may ask for nothing else.</summary>
    private bool TryGetStaticData(out byte[] data)
    {
        var hasList = flow.Card.TryGet(EmvTags.StaticDataTagList, out var list);
        data =
        [
            .. flow.StaticData,
            .. hasList ? flow.Card.GetOrEmpty(EmvTags.ApplicationInterchangeProfile) : [],
        ];
        return !hasList || list.Span.SequenceEqual((byte[])[0x82]);
    }
}
