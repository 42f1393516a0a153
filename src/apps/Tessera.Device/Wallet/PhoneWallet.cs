using System.Security.Cryptography;
using System.Text.Json;
using Tessera.Client;
using Tessera.Client.Activation;
using Tessera.Client.Tokens;
using Tessera.Device.Storage;
using Tessera.Emv.Applet;
using Tessera.Emv.InApp;
using Tessera.Emv.Kernel;
using Tessera.Emv.Keys;

namespace Tessera.Device.Wallet;

/// <summary>
/// The phone: its key, its tokens, its holder's passcode, and an applet for each token behind one contactless
/// interface. One folder is one phone. Safe to use from any thread.
/// </summary>
public sealed class PhoneWallet : IDisposable
{
    private static readonly TimeSpan VerificationLifetime = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly DeviceFolder _folder;
    private readonly SealedFile _file;
    private readonly HolderVerification _verification;
    private readonly Dictionary<string, LoadedCard> _cards = new(StringComparer.Ordinal);
    private readonly ECDiffieHellman _key;
    private readonly TimeProvider _time;
    private WalletContent _content;

    /// <summary>Opens the phone that lives in a folder, or makes a new one there.</summary>
    /// <exception cref="WalletException">The folder is in use, or its files are not this device's.</exception>
    public PhoneWallet(string folder, TimeProvider time)
    {
        _time = time;
        _folder = new DeviceFolder(folder);
        _verification = new HolderVerification(time, VerificationLifetime);
        _key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        try
        {
            _file = new SealedFile(Path.Combine(_folder.FullPath, "wallet.sealed"), _folder.SealKey(), "wallet 1");
            _content = Load();
            _key.ImportPkcs8PrivateKey(_content.PrivateKey, out _);
            foreach (var card in _content.Cards)
            {
                var counter = FileAtcStore.Open(CounterPath(card.Token));
                _cards.Add(card.Token, Load(card, counter, ownsCounter: true));
            }
        }
        catch
        {
            Dispose();
            throw;
        }

        ApplyStates();
    }

    /// <summary>The id under which the server knows the phone; null before it is registered.</summary>
    public string? Device => _content.Device;

    /// <summary>True after too many wrong passcodes: nothing pays any more.</summary>
    public bool IsBlocked => _content.Failures >= Passcode.MaxFailures;

    /// <summary>True while a verification waits for its tap.</summary>
    public bool IsVerified => _verification.IsFresh;

    /// <summary>The tokens, in the order in which they were added.</summary>
    public IReadOnlyList<WalletCard> Cards
    {
        get
        {
            lock (_gate)
            {
                return [.. _content.Cards.Select(card => _cards[card.Token].Show())];
            }
        }
    }

    /// <summary>Makes the phone known to the server.</summary>
    public async Task RegisterAsync(
        TesseraClient client, string name, string? tokenRequestor = null, CancellationToken cancel = default)
    {
        var device = await client.Devices.RegisterAsync(
            new RegisterDevice
            {
                Name = name,
                PublicKey = Convert.ToBase64String(PublicKey()),
                TokenRequestor = tokenRequestor,
            },
            cancel: cancel);
        Change(content => content with { Device = device.Id });
    }

    /// <summary>Sets the passcode of a phone that has none.</summary>
    /// <exception cref="WalletException">There is one already.</exception>
    public void SetPasscode(string passcode)
    {
        var salt = RandomNumberGenerator.GetBytes(Passcode.SaltBytes);
        var hash = Passcode.Hash(passcode, salt);
        Change(content => content.PasscodeHash.Length == 0
            ? content with { PasscodeSalt = salt, PasscodeHash = hash }
            : throw new WalletException("The phone has a passcode already."));
    }

    /// <summary>
    /// Verifies the holder for one tap within a minute. The failure is counted, durably, before it is answered; the
    /// fifth in a row blocks the phone.
    /// </summary>
    public bool TryVerify(string passcode)
    {
        lock (_gate)
        {
            if (IsBlocked)
            {
                return false;
            }

            var isRight = Passcode.Matches(passcode, _content.PasscodeSalt, _content.PasscodeHash);
            var failures = isRight ? 0 : _content.Failures + 1;
            if (failures != _content.Failures)
            {
                Change(content => content with { Failures = failures });
            }

            if (isRight)
            {
                _verification.Confirm();
            }

            return isRight;
        }
    }

    /// <summary>Locks the screen: a verification not yet used is forgotten.</summary>
    public void Lock() => _verification.Forget();

    /// <summary>Holds one token to a reader; in transit mode it asks nobody and says so, which gates take.</summary>
    /// <exception cref="WalletException">The phone has no such token.</exception>
    public CardChannel Present(string token, bool isTransit = false)
    {
        lock (_gate)
        {
            var applet = Find(token).Applet;
            applet.Reset();
            applet.IsTransit = isTransit;
            return command => applet.Respond(command.Span);
        }
    }

    /// <summary>Whether an issuer's answer to a tap (tags 91 and 8A) was made with this token's key.</summary>
    /// <exception cref="WalletException">The phone has no such token.</exception>
    public bool IsGenuineAnswer(string token, ReadOnlyMemory<byte> field55, ReadOnlyMemory<byte> response) =>
        With(token, card => card.IsGenuineAnswer(field55.Span, response.Span));

    /// <summary>Pays an order that an app or a page shows; the holder was verified just before.</summary>
    /// <exception cref="WalletException">No such token, no fresh verification, or the token cannot pay.</exception>
    public InAppPayment PayInApp(string token, InAppOrder order) =>
        With(token, card => card.PayInApp(order, _verification, Now));

    /// <summary>
    /// Suspends a token, on the phone first: it stops paying at once, also when the server is out of reach.
    /// </summary>
    public async Task SuspendAsync(TesseraClient client, string token, CancellationToken cancel = default)
    {
        SetState(token, AppletState.Suspended);
        await client.Tokens.SuspendAsync(token, cancel: cancel);
    }

    /// <summary>Resumes a token, at the server first.</summary>
    public async Task ResumeAsync(TesseraClient client, string token, CancellationToken cancel = default)
    {
        var moved = await client.Tokens.ResumeAsync(token, cancel: cancel);
        SetState(token, moved.State == TokenState.Active ? AppletState.Active : AppletState.Suspended);
    }

    /// <summary>Deletes a token: its keys leave the phone whatever the server answers.</summary>
    public async Task DeleteAsync(TesseraClient client, string token, CancellationToken cancel = default)
    {
        lock (_gate)
        {
            Find(token).Dispose();
            _cards.Remove(token);
            Change(content => content with { Cards = [.. content.Cards.Where(card => card.Token != token)] });
            File.Delete(CounterPath(token));
        }

        await client.Tokens.DeleteAsync(token, cancel: cancel);
    }

    /// <summary>Takes over what the server says about every token, as after a message from the issuer.</summary>
    public async Task RefreshAsync(TesseraClient client, CancellationToken cancel = default)
    {
        foreach (var card in Cards)
        {
            var token = await client.Tokens.GetAsync(card.Token, cancel);
            SetState(card.Token, token.State switch
            {
                TokenState.Suspended => AppletState.Suspended,
                TokenState.Deleted => AppletState.Locked,
                _ => AppletState.Active,
            });
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var card in _cards.Values)
            {
                card.Dispose();
            }

            _cards.Clear();
            _key.Dispose();
            _folder.Dispose();
        }
    }

    /// <summary>The point to which keys are sealed.</summary>
    internal byte[] PublicKey()
    {
        var point = new byte[DeviceKeyEnvelope.PointBytes];
        DeviceKeyEnvelope.ExportPoint(_key, point);
        return point;
    }

    internal DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Opens what the server sealed to this phone.</summary>
    internal StoredKey Open(SealedCredentials credentials) => SealedKeys.Open(_key, credentials);

    internal void SetNextKey(string token, StoredKey? next) => Update(token, card => card with { Next = next });

    /// <summary>Puts the next limited-use key in place of the one before; its uses count from here.</summary>
    internal WalletCard UseNextKey(string token, int uses, DateTimeOffset expiresAt)
    {
        lock (_gate)
        {
            var card = Find(token);
            var next = card.Stored.Next ?? throw new WalletException("No next key was fetched.");
            return Put(card.Stored with
            {
                KeyId = next.KeyId,
                KeyNumber = next.KeyNumber,
                Keys = next.Keys,
                LastCounter = card.Counter.TryRead(out var used) ? used + uses : 0,
                KeyExpiresAt = expiresAt,
                Next = null,
            });
        }
    }

    /// <summary>Adds a token, or replaces the credentials of one that is not confirmed.</summary>
    internal WalletCard Put(StoredCard card)
    {
        lock (_gate)
        {
            var older = _cards.GetValueOrDefault(card.Token);
            var counter = older?.Counter as FileAtcStore ?? FileAtcStore.Begin(CounterPath(card.Token));
            var loaded = Load(card, counter, ownsCounter: older is null);
            try
            {
                Change(content => content with
                {
                    Cards = [.. content.Cards.Where(other => other.Token != card.Token), card],
                });
            }
            catch
            {
                Drop(loaded, ownsCounter: older is null);
                throw;
            }

            _cards[card.Token] = loaded;
            older?.Retire();
            ApplyStates();
            return loaded.Show();
        }
    }

    /// <summary>The token of an activation whose confirmation got no answer; null when none waits.</summary>
    internal StoredCard? FindUnconfirmed(string provisioning)
    {
        lock (_gate)
        {
            return _content.Cards.FirstOrDefault(card => card.Provisioning == provisioning && !card.IsConfirmed);
        }
    }

    internal StoredCard Stored(string token) => With(token, card => card.Stored);

    internal WalletCard Confirm(string token)
    {
        lock (_gate)
        {
            Update(token, card => card with { IsConfirmed = true });
            return Find(token).Show();
        }
    }

    private static void Drop(LoadedCard card, bool ownsCounter)
    {
        card.Retire();
        if (ownsCounter)
        {
            card.Dispose();
        }
    }

    private LoadedCard Load(StoredCard card, FileAtcStore counter, bool ownsCounter)
    {
        try
        {
            return new LoadedCard(card, counter, _verification, _time);
        }
        catch when (ownsCounter)
        {
            counter.Dispose();
            throw;
        }
    }

    private WalletContent Load()
    {
        var bytes = _file.Read();
        if (bytes is not null)
        {
            var content = JsonSerializer.Deserialize(bytes, WalletJson.Default.WalletContent);
            CryptographicOperations.ZeroMemory(bytes);
            return content ?? throw new WalletException("The wallet file is empty.");
        }

        var made = new WalletContent { PrivateKey = _key.ExportPkcs8PrivateKey() };
        Store(made);
        return made;
    }

    private void SetState(string token, AppletState state) => Update(token, card => card with { State = state });

    private void Update(string token, Func<StoredCard, StoredCard> change)
    {
        lock (_gate)
        {
            var changed = change(Find(token).Stored);
            Change(content => content with
            {
                Cards = [.. content.Cards.Select(card => card.Token == token ? changed : card)],
            });
        }
    }

    private T With<T>(string token, Func<LoadedCard, T> use)
    {
        lock (_gate)
        {
            return use(Find(token));
        }
    }

    private LoadedCard Find(string token) =>
        _cards.GetValueOrDefault(token) ?? throw new WalletException("The phone has no such token.");

    private void Change(Func<WalletContent, WalletContent> change)
    {
        lock (_gate)
        {
            var changed = change(_content);
            Store(changed);
            _content = changed;
            ApplyStates();
        }
    }

    private void ApplyStates()
    {
        foreach (var card in _content.Cards)
        {
            _cards.GetValueOrDefault(card.Token)?.Update(card, IsBlocked);
        }
    }

    private void Store(WalletContent content)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(content, WalletJson.Default.WalletContent);
        _file.Write(bytes);
        CryptographicOperations.ZeroMemory(bytes);
    }

    private string CounterPath(string token)
    {
        var isPlain = token.Length is > 0 and <= 64
            && token.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
        return isPlain
            ? Path.Combine(_folder.FullPath, token + ".atc")
            : throw new WalletException("A token id has letters, digits and underscores only.");
    }
}
