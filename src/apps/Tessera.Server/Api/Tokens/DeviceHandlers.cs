using Tessera.Core;
using Tessera.Core.Activation;
using Tessera.Emv.Keys;
using Tessera.Hsm.Subjects;
using Tessera.Primitives;
using Tessera.Server.World;

namespace Tessera.Server.Api.Tokens;

/// <summary>Phones. A phone reported lost pays nothing from then on, whether or not it can be reached.</summary>
public sealed class DeviceHandlers(TesseraWorld world)
{
    private const string InUse = "in_use";
    private const string Lost = "lost";
    private const string NameField = "name";
    private const int LongestName = 100;

    public async ValueTask<Answer<DeviceView>> RegisterAsync(
        PostCall<RegisterDeviceBody> call, CancellationToken cancel)
    {
        var body = call.Body;
        if (new Scope(call.Caller, world.Directory.Current).Requestor(body.TokenRequestor) is not { } requestor)
        {
            return RefusalProblems.Of(ActivationRefusal.RequestorUnknown);
        }

        var point = new byte[DeviceKeyEnvelope.PointBytes];
        if (!Convert.TryFromBase64String(body.PublicKey, point, out var length) || length != point.Length
            || point[0] != 4)
        {
            return new Problem(
                ProblemKinds.MemberInvalid, "A public key is an uncompressed P-256 point in base64.", "$.public_key");
        }

        if (body.Name.Length is 0 or > LongestName)
        {
            return new Problem(ProblemKinds.MemberInvalid, "A name has 1 to 100 characters.", "$.name");
        }

        // Stored before the command is decided, so a refused body must not reach the phone of the one that was taken.
        var device = DerivedId.Of<IdKinds.Device>(call.Key.Id);
        var owner = DerivedId.Of<IdKinds.Subject>(call.Key);
        await world.Subjects.PutAsync(new Id<SubjectRow>(owner.Value), (NameField, body.Name));
        var command = new ActivationCommand.RegisterDevice(device, owner, point, requestor.Number);
        return await world.Commands.RunAsync<Reply.Done, DeviceView>(command, call.Key, _ => new DeviceView
        {
            Id = device.ToString(),
            Name = body.Name,
            State = InUse,
            TokenRequestor = WireText.Number(requestor.Number),
        });
    }

    public ValueTask<Answer<DeviceView>> ReportLostAsync(PostCall<NoBody> call, CancellationToken cancel)
        => SetLostAsync(call, isLost: true);

    public ValueTask<Answer<DeviceView>> ReportFoundAsync(PostCall<NoBody> call, CancellationToken cancel)
        => SetLostAsync(call, isLost: false);

    /// <summary>Destroys what its owner called it; the phone goes on.</summary>
    public async ValueTask<Answer<DeviceView>> EraseOwnerAsync(PostCall<NoBody> call, CancellationToken cancel)
    {
        if (!DeviceId.TryParse(call.Id, out var id) || await FindAsync(id) is not var (device, _, _)
            || !new Scope(call.Caller, world.Directory.Current).SeesRequestor(device.Requestor))
        {
            return RefusalProblems.Of(ActivationRefusal.DeviceUnknown);
        }

        world.Subjects.Erase(new Id<SubjectRow>(device.Owner.Value));
        return new DeviceView { Id = id.ToString(), State = device.IsLost ? Lost : InUse };
    }

    public async ValueTask<Answer<DeviceView>> GetAsync(GetCall call, CancellationToken cancel)
    {
        if (!DeviceId.TryParse(call.Id, out var id) || await FindAsync(id) is not var (device, tokens, books)
            || !Sees(call.Caller, device, books))
        {
            return RefusalProblems.Of(ActivationRefusal.DeviceUnknown);
        }

        return new DeviceView
        {
            Id = call.Id,
            Name = NameOf(device),
            State = device.IsLost ? Lost : InUse,
            TokenRequestor = WireText.Number(device.Requestor),
            Tokens = tokens,
        };
    }

    // The owning wallet and the operator only: it stops the tokens of every issuer. An issuer suspends its own.
    private async ValueTask<Answer<DeviceView>> SetLostAsync(PostCall<NoBody> call, bool isLost)
    {
        if (!DeviceId.TryParse(call.Id, out var id) || await FindAsync(id) is not var (device, _, _)
            || !new Scope(call.Caller, world.Directory.Current).SeesRequestor(device.Requestor))
        {
            return RefusalProblems.Of(ActivationRefusal.DeviceUnknown);
        }

        return await world.Commands.RunAsync<Reply.Done, DeviceView>(
            new ActivationCommand.SetDeviceLost(id, isLost), call.Key,
            _ => new DeviceView { Id = id.ToString(), State = isLost ? Lost : InUse });
    }

    // Null once the owner was erased.
    private string? NameOf(WalletDevice device) =>
        device.Owner.IsNone ? device.Name : world.Subjects.Get(new Id<SubjectRow>(device.Owner.Value), NameField);

    private bool Sees(Caller caller, WalletDevice device, IReadOnlyList<ushort> issuerBooks)
    {
        var scope = new Scope(caller, world.Directory.Current);
        return scope.SeesRequestor(device.Requestor) || issuerBooks.Any(scope.SeesIssuer);
    }

    private ValueTask<(WalletDevice Device, IReadOnlyList<string> Tokens, IReadOnlyList<ushort> Books)?> FindAsync(
        DeviceId id)
        => world.Shard.QueryAsync<(WalletDevice, IReadOnlyList<string>, IReadOnlyList<ushort>)?>(state =>
        {
            if (state.Activation.FindDevice(id) is not { } device)
            {
                return null;
            }

            var rows = state.Tokens.OnDevice(id).Reverse().ToArray();
            return (
                device,
                [.. rows.Select(row => state.Tokens[row].TokenId.ToString())],
                [.. rows.Select(row => state.Tokens.AccountOf(row).Book.Number).Distinct()]);
        });
}
