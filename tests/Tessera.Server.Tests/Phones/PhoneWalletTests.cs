using Tessera.Client;
using Tessera.Client.Activation;
using Tessera.Device;
using Tessera.Device.Wallet;
using Tessera.Emv.Applet;
using Tessera.Emv.Kernel;

namespace Tessera.Server.Tests.Phones;

public sealed class PhoneWalletTests : IDisposable
{
    private readonly PhoneRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_card_with_a_one_time_code_becomes_a_token_that_pays()
    {
        var card = await _rig.ActivateAsync();
        Assert.Equal(
            ("tok_1", "Demo Bank", "0016", "0008"),
            (card.Token, card.Label, card.TokenLastFour, card.CardLastFour));
        Assert.True(card.IsConfirmed);
        Assert.Equal(AppletState.Active, card.State);
        var online = Assert.IsType<TapOutcome.OnlineRequest>(_rig.Tap(100));
        Assert.Equal(FakeTokenService.TokenNumber, online.Authorisation.Pan.Reveal());
        Assert.Equal(1, online.Authorisation.TransactionCounter);
    }

    [Fact]
    public async Task The_green_path_needs_no_code()
    {
        _rig.Service.Path = "green";
        await _rig.ActivateAsync();
        Assert.DoesNotContain(_rig.Service.Calls, call => call.EndsWith("submit_code", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("qvsdc", 0x12)]
    [InlineData("qvsdc", 0xE1)]
    [InlineData("mchip", 0x14)]
    [InlineData("mchip", 0xE1)]
    public async Task Every_profile_can_be_personalised(string profile, int version)
    {
        _rig.Service.Profile = profile;
        _rig.Service.CryptogramVersion = version;
        Assert.True((await _rig.ActivateAsync()).IsConfirmed);
    }

    [Theory]
    [InlineData("visa", 0x12)]
    [InlineData("qvsdc", 0x77)]
    [InlineData("mchip", 0x12)]
    public async Task An_unknown_profile_or_version_is_refused_and_nothing_is_kept(string profile, int version)
    {
        _rig.Service.Profile = profile;
        _rig.Service.CryptogramVersion = version;
        await Assert.ThrowsAsync<WalletException>(_rig.ActivateAsync);
        Assert.Empty(_rig.Wallet.Cards);
        Assert.DoesNotContain(_rig.Service.Calls, call => call.EndsWith("confirm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Credentials_sealed_to_another_phone_are_refused()
    {
        _rig.Service.SealsToStranger = true;
        await Assert.ThrowsAsync<WalletException>(_rig.ActivateAsync);
        Assert.Empty(_rig.Wallet.Cards);
    }

    [Fact]
    public async Task A_wrong_code_is_reported_with_its_code_and_may_be_tried_again()
    {
        var client = _rig.Service.Client();
        await _rig.Wallet.RegisterAsync(client, "phone");
        var activation = new CardActivation(_rig.Wallet, client);
        await activation.BeginAsync("9999000000000008", "2030-12");
        await activation.AcceptTermsAsync();
        await activation.LinkAsync(PhoneRig.Signals);
        var refused = await Assert.ThrowsAsync<TesseraProblemException>(() => activation.SubmitCodeAsync("000000"));
        Assert.Equal("code_wrong", refused.Code);
        Assert.Equal(ProvisioningState.Approved, (await activation.SubmitCodeAsync(FakeTokenService.Code)).State);
    }

    [Fact]
    public async Task An_activation_before_registration_is_refused()
    {
        var activation = new CardActivation(_rig.Wallet, _rig.Service.Client());
        await Assert.ThrowsAsync<WalletException>(() => activation.BeginAsync("9999000000000008", "2030-12"));
        await Assert.ThrowsAsync<WalletException>(() => activation.AcceptTermsAsync());
        Assert.Empty(_rig.Service.Calls);
    }

    /// <summary>The phone dies between storing the credentials and hearing that the server knows.</summary>
    [Fact]
    public async Task A_token_that_is_not_confirmed_does_not_pay_and_can_be_completed_after_a_restart()
    {
        var activation = await _rig.ApproveAsync();
        _rig.Service.Lost.Add("confirm");
        await Assert.ThrowsAsync<HttpRequestException>(() => activation.CompleteAsync(CardProfile.Qvsdc, "Demo Bank"));
        _rig.Reopen();
        Assert.False(Assert.Single(_rig.Wallet.Cards).IsConfirmed);
        Assert.IsType<TapOutcome.EndApplication>(_rig.Tap(100));
        _rig.Service.Lost.Clear();
        var later = new CardActivation(_rig.Wallet, _rig.Service.Client());
        Assert.True((await later.ResumeAsync(_rig.Wallet.Cards[0].Provisioning)).IsConfirmed);
        Assert.IsType<TapOutcome.OnlineRequest>(_rig.Tap(100));
        Assert.Single(_rig.Wallet.Cards);
        Assert.Equal(2, _rig.Service.Confirmations.Count);
        Assert.Single(_rig.Service.Confirmations.Distinct());
        Assert.Single(_rig.Service.Calls, call => call.EndsWith("credentials", StringComparison.Ordinal));
        await Assert.ThrowsAsync<WalletException>(() => later.ResumeAsync("prv_1"));
    }

    [Fact]
    public async Task A_confirmation_whose_answer_is_lost_is_repeated_by_completing_again()
    {
        var activation = await _rig.ApproveAsync();
        _rig.Service.Lost.Add("confirm");
        await Assert.ThrowsAsync<HttpRequestException>(() => activation.CompleteAsync(CardProfile.Qvsdc, "Demo Bank"));
        _rig.Service.Lost.Clear();
        Assert.True((await activation.CompleteAsync(CardProfile.Qvsdc, "Demo Bank")).IsConfirmed);
        Assert.Single(_rig.Service.Confirmations.Distinct());
    }

    [Fact]
    public async Task Credentials_that_cannot_be_used_leave_the_card_as_it_was()
    {
        await _rig.ActivateAsync();
        _rig.Tap(100);
        var stored = _rig.Wallet.Stored("tok_1");
        var bad = stored with { Profile = stored.Profile with { CryptogramVersion = 0x77 } };
        Assert.Throws<WalletException>(() => _rig.Wallet.Put(bad));
        Assert.Equal(2, Assert.IsType<TapOutcome.OnlineRequest>(_rig.Tap(100)).Authorisation.TransactionCounter);
    }

    [Fact]
    public async Task New_credentials_go_on_with_the_counter_of_the_old_ones()
    {
        await _rig.ActivateAsync();
        var held = _rig.Wallet.Present("tok_1");
        _rig.Tap(100);
        _rig.Wallet.Put(_rig.Wallet.Stored("tok_1"));
        Assert.Equal(2, Assert.IsType<TapOutcome.OnlineRequest>(_rig.Tap(100)).Authorisation.TransactionCounter);
        Assert.IsType<TapOutcome.EndApplication>(PhoneRig.Tap(held, 100));
        _rig.Reopen();
        Assert.Equal(3, Assert.IsType<TapOutcome.OnlineRequest>(_rig.Tap(100)).Authorisation.TransactionCounter);
    }

    [Fact]
    public async Task Tokens_keys_and_counter_survive_a_restart()
    {
        await _rig.ActivateAsync();
        _rig.Tap(100);
        _rig.Tap(100);
        _rig.Reopen();
        Assert.Equal("dev_1", _rig.Wallet.Device);
        Assert.Equal(3, Assert.IsType<TapOutcome.OnlineRequest>(_rig.Tap(100)).Authorisation.TransactionCounter);
    }

    /// <summary>Counting from one again under the same keys would repeat cryptograms.</summary>
    [Fact]
    public async Task A_card_whose_counter_file_is_gone_does_not_pay()
    {
        await _rig.ActivateAsync();
        _rig.Tap(100);
        _rig.Wallet.Dispose();
        File.Delete(Path.Combine(_rig.Folder, "tok_1.atc"));
        _rig.Reopen();
        Assert.IsNotType<TapOutcome.OnlineRequest>(_rig.Tap(100));
        _rig.Reopen();
        Assert.IsNotType<TapOutcome.OnlineRequest>(_rig.Tap(100));
    }

    [Fact]
    public async Task A_large_tap_needs_the_passcode_once()
    {
        await _rig.ActivateAsync();
        _rig.Wallet.SetPasscode("2580");
        Assert.IsType<TapOutcome.TryAgain>(_rig.Tap(9_000));
        Assert.True(_rig.Wallet.TryVerify("2580"));
        Assert.IsType<TapOutcome.OnlineRequest>(_rig.Tap(9_000));
        Assert.IsType<TapOutcome.TryAgain>(_rig.Tap(9_000));
    }

    [Fact]
    public async Task Locking_the_screen_forgets_the_verification()
    {
        await _rig.ActivateAsync();
        _rig.Wallet.SetPasscode("2580");
        _rig.Wallet.TryVerify("2580");
        Assert.True(_rig.Wallet.IsVerified);
        _rig.Wallet.Lock();
        Assert.IsType<TapOutcome.TryAgain>(_rig.Tap(9_000));
    }

    [Fact]
    public async Task Five_wrong_passcodes_block_the_phone_also_over_restarts()
    {
        await _rig.ActivateAsync();
        _rig.Wallet.SetPasscode("2580");
        for (var attempt = 0; attempt < 4; attempt++)
        {
            Assert.False(_rig.Wallet.TryVerify("0000"));
            _rig.Reopen();
        }

        Assert.True(_rig.Wallet.TryVerify("2580"));
        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.False(_rig.Wallet.TryVerify("0000"));
        }

        Assert.True(_rig.Wallet.IsBlocked);
        Assert.False(_rig.Wallet.TryVerify("2580"));
        _rig.Reopen();
        Assert.False(_rig.Wallet.TryVerify("2580"));
        Assert.IsType<TapOutcome.EndApplication>(_rig.Tap(100));
        Assert.Equal(AppletState.Suspended, _rig.Wallet.Cards[0].State);
    }

    [Fact]
    public void A_phone_without_a_passcode_verifies_nobody_and_a_passcode_is_set_once()
    {
        Assert.False(_rig.Wallet.TryVerify(""));
        _rig.Wallet.SetPasscode("2580");
        Assert.Throws<WalletException>(() => _rig.Wallet.SetPasscode("1111"));
    }

    [Fact]
    public async Task Suspending_stops_the_phone_at_once_even_without_the_server()
    {
        await _rig.ActivateAsync();
        _rig.Service.Lost.Add("suspend");
        await Assert.ThrowsAsync<HttpRequestException>(() => _rig.Wallet.SuspendAsync(_rig.Service.Client(), "tok_1"));
        Assert.IsType<TapOutcome.EndApplication>(_rig.Tap(100));
        await _rig.Wallet.ResumeAsync(_rig.Service.Client(), "tok_1");
        Assert.IsType<TapOutcome.OnlineRequest>(_rig.Tap(100));
    }

    [Theory]
    [InlineData("suspended", AppletState.Suspended)]
    [InlineData("deleted", AppletState.Locked)]
    [InlineData("active", AppletState.Active)]
    public async Task The_servers_word_is_taken_over(string state, AppletState expected)
    {
        await _rig.ActivateAsync();
        _rig.Service.TokenState = state;
        await _rig.Wallet.RefreshAsync(_rig.Service.Client());
        Assert.Equal(expected, _rig.Wallet.Cards[0].State);
    }

    [Fact]
    public async Task Deleting_removes_the_token_and_a_reader_holding_it_gets_nothing()
    {
        await _rig.ActivateAsync();
        var held = _rig.Wallet.Present("tok_1");
        await _rig.Wallet.DeleteAsync(_rig.Service.Client(), "tok_1");
        Assert.Empty(_rig.Wallet.Cards);
        Assert.IsType<TapOutcome.EndApplication>(PhoneRig.Tap(held, 100));
        Assert.Throws<WalletException>(() => _rig.Wallet.Present("tok_1"));
        Assert.Empty(Directory.GetFiles(_rig.Folder, "*.atc"));
    }

    [Fact]
    public void A_folder_belongs_to_one_program_at_a_time()
    {
        Assert.Throws<WalletException>(() => new PhoneWallet(_rig.Folder, TimeProvider.System));
    }

    [Fact]
    public async Task A_changed_wallet_file_is_refused_at_every_byte()
    {
        await _rig.ActivateAsync();
        _rig.Wallet.Dispose();
        var path = Path.Combine(_rig.Folder, "wallet.sealed");
        var bytes = await File.ReadAllBytesAsync(path);
        for (var place = 0; place < bytes.Length; place += 37)
        {
            var changed = bytes.ToArray();
            changed[place] ^= 1;
            await File.WriteAllBytesAsync(path, changed);
            Assert.Throws<WalletException>(() => new PhoneWallet(_rig.Folder, TimeProvider.System));
        }

        await File.WriteAllBytesAsync(path, bytes);
        _rig.Reopen();
        Assert.Single(_rig.Wallet.Cards);
    }

    [Fact]
    public async Task No_file_holds_the_token_number()
    {
        await _rig.ActivateAsync();
        _rig.Tap(100);
        _rig.Wallet.Dispose();
        foreach (var file in Directory.GetFiles(_rig.Folder))
        {
            var text = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            Assert.DoesNotContain(FakeTokenService.TokenNumber, text, StringComparison.Ordinal);
        }

        _rig.Reopen();
    }
}
