using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tessera.Core;
using Tessera.Core.Activation;
using Tessera.Core.Ledger;
using Tessera.Journal.Shards;
using Tessera.Primitives;
using Tessera.Server.World;

namespace Tessera.Server.Activation;

/// <summary>The step-up by one-time code. A code leaves with the messenger after its MAC is
/// committed; a repeat of the request sends nothing again.</summary>
public sealed class CodeHandlers(TesseraWorld world, ProvisioningAccess access, IOneTimeCodeSender sender)
{
    private const int CodeDigits = 6;

    public async ValueTask<Answer<ProvisioningView>> SendAsync(PostCall<SendCodeBody> call, CancellationToken cancel)
    {
        if (await access.FindAsync(call.Caller, call.Id) is not { } provisioning)
        {
            return RefusalProblems.Of(ActivationRefusal.ProvisioningUnknown);
        }

        if (!sender.CanSend(call.Body.Method))
        {
            return new Problem(ProblemKinds.MemberInvalid, "There is no such channel.", "$.method");
        }

        var code = RandomNumberGenerator.GetString("0123456789", CodeDigits);
        var command = new ActivationCommand.IssueCode(provisioning.Id, await MacAsync(provisioning, code));
        var outcome = await world.Commands.RunAsync(command, call.Key);
        if (CommandRunner.Problem(outcome) is { } problem)
        {
            return problem;
        }

        if (outcome.Kind == OutcomeKind.Decided)
        {
            var card = await access.CardAsync(provisioning);
            await sender.SendAsync(new OneTimeCode(provisioning.Id, card.Holder, call.Body.Method, code), cancel);
        }

        return Answered(outcome, call.Key);
    }

    public async ValueTask<Answer<ProvisioningView>> SubmitAsync(
        PostCall<SubmitCodeBody> call, CancellationToken cancel)
    {
        var code = call.Body.Code.Reveal();
        if (code.Length != CodeDigits || !code.All(char.IsAsciiDigit))
        {
            return new Problem(ProblemKinds.MemberInvalid, "A one-time code has six digits.", "$.code");
        }

        if (await access.FindAsync(call.Caller, call.Id) is not { } provisioning)
        {
            return RefusalProblems.Of(ActivationRefusal.ProvisioningUnknown);
        }

        var command = new ActivationCommand.SubmitCode(
            provisioning.Id, provisioning.Device, await MacAsync(provisioning, code));
        var outcome = await world.Commands.RunAsync(command, call.Key);
        return CommandRunner.Problem(outcome) is { } problem ? problem : Answered(outcome, call.Key);
    }

    // A wrong code is decided: its answer is stored, so its request id must be that of the decision.
    private static Answer<ProvisioningView> Answered(in Outcome outcome, CommandKey key)
    {
        var reply = (Reply.ProvisioningAnswered)outcome.Reply!;
        Answer<ProvisioningView> answer = reply.RefusalNumber == 0
            ? ProvisioningView.Of(reply)
            : RefusalProblems.Decline(Refusal.FromNumber(reply.RefusalNumber)) with
            {
                RequestId = RequestId.OfCommand(key.Id),
            };
        return answer with { IsRepeat = outcome.Kind == OutcomeKind.Repeated };
    }

    // Half of the MAC is enough: without the key a code of six digits cannot be found from it. The key is that of the
    // token's range, also after the range was withdrawn. Before there is a token, Core refuses whatever comes.
    private async ValueTask<UInt128> MacAsync(Provisioning provisioning, string code)
    {
        var number = await world.Shard.QueryAsync(state =>
            state.Tokens.TryFind(provisioning.Token, out var row) ? state.Tokens[row].Pan : (Pan?)null);
        if (number is not { } token || world.Directory.Current.FindRange(token.Reveal()) is not { } range)
        {
            return default;
        }

        var mac = world.Hsm.MacOneTimeCode(
            range.KeySet, Encoding.ASCII.GetBytes(provisioning.Id.ToString()), code);
        return BinaryPrimitives.ReadUInt128BigEndian(mac);
    }
}
