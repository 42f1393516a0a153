using System.Globalization;
using System.Security.Cryptography;
using Tessera.Client;
using Tessera.Client.Tokens;
using Tessera.Client.Wire;
using Tessera.Device.Storage;
using Tessera.Emv.Applet;
using Tessera.Emv.Keys;

namespace Tessera.Device.Wallet;

/// <summary>
/// Fetches the next limited-use key of a token before the one in use is used up. The key is stored, then confirmed,
/// then used: a lost answer costs nothing, and the same step is taken again.
/// </summary>
public sealed class KeyReplenishment(PhoneWallet wallet, TesseraClient client)
{
    private static readonly TimeSpan NearEnd = TimeSpan.FromDays(1);

    /// <summary>Replaces the key of a token of the cloud profile.</summary>
    /// <exception cref="WalletException">
    /// The phone has no such token, or its keys are for life, or the server sent what is no key.
    /// </exception>
    /// <exception cref="TesseraProblemException">
    /// The server refused. <c>key_number_wrong</c> says that another copy of this phone was faster: report the phone
    /// lost.
    /// </exception>
    public async Task<WalletCard> RunAsync(string token, CancellationToken cancel = default)
    {
        var held = wallet.Stored(token);
        if (held.KeyNumber == 0)
        {
            throw new WalletException("The token's keys are never replaced.");
        }

        var next = held.Next;
        if (next is null)
        {
            var sealedKey = await client.Tokens.FetchKeyAsync(token, held.Profile.Profile, cancel);
            next = wallet.Open(sealedKey);
            wallet.SetNextKey(token, next);
        }

        try
        {
            var key = $"key-{token}-{next.KeyNumber.ToString(CultureInfo.InvariantCulture)}";
            var confirmed = await client.Tokens.ConfirmKeyAsync(
                token, new ConfirmKey(next.KeyId, next.KeyNumber, Prove(token, next)),
                new ApiCall { IdempotencyKey = key }, cancel);
            return wallet.UseNextKey(token, confirmed.UsesLeft, confirmed.ExpiresAt);
        }
        catch (TesseraProblemException problem) when (problem.Code is "key_number_wrong" or "key_proof_wrong")
        {
            wallet.SetNextKey(token, null);
            throw;
        }
    }

    /// <summary>
    /// Replaces the keys that run out: with so few uses left, or within a day of their end. For a phone to call
    /// whenever it has a connection.
    /// </summary>
    /// <param name="usesLeft">At how many uses left a key is replaced.</param>
    /// <param name="cancel">Stops between two tokens.</param>
    /// <returns>How many were replaced.</returns>
    public async Task<int> RunDueAsync(int usesLeft = 2, CancellationToken cancel = default)
    {
        var due = wallet.Cards
            .Where(card => card.IsConfirmed && card.State == AppletState.Active)
            .Where(card => card.UsesLeft <= usesLeft
                || (card.UsesLeft is not null && wallet.Stored(card.Token).KeyExpiresAt <= wallet.Now + NearEnd))
            .ToArray();
        foreach (var card in due)
        {
            await RunAsync(card.Token, cancel);
        }

        return due.Length;
    }

    private static string Prove(string token, StoredKey next)
    {
        if (!DeviceCardKeys.TryRead(next.Keys, out var keys, out _) || keys.Aes is null)
        {
            throw new WalletException("The server sent what is no limited-use key.");
        }

        using (keys)
        {
            Span<byte> proof = stackalloc byte[LimitedUseKey.ProofBytes];
            LimitedUseKey.Prove(keys.Aes.Bytes, token, proof);
            var text = Convert.ToHexString(proof);
            CryptographicOperations.ZeroMemory(proof);
            return text;
        }
    }
}
