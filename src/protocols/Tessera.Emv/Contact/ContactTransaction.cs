// EMV 4.4 Book 3, 10.9 to 10.11: online answer, issuer authentication, scripts and the second cryptogram.
using System.Text;
using Tessera.Emv.Apdu;
using Tessera.Emv.Bits;
using Tessera.Emv.Kernel;
using Tessera.Emv.Kernel.Steps;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Emv.Contact;

/// <summary>A transaction over contacts after its first cryptogram.</summary>
public sealed class ContactTransaction
{
    private const int MaxScripts = 8;

    private readonly TapFlow? _flow;
    private readonly List<byte> _scriptResults = [];
    private bool _isComplete;

    internal ContactTransaction(TapOutcome outcome, TapFlow? flow = null)
    {
        Outcome = outcome;
        _flow = outcome is TapOutcome.OnlineRequest ? flow : null;
    }

    /// <summary>
    /// How it stands: <see cref="TapOutcome.OnlineRequest"/> until the issuer's answer is known, then approved or
    /// declined.
    /// </summary>
    public TapOutcome Outcome { get; private set; }

    /// <summary>
    /// Results of issuer scripts (9F5B), 5 bytes each: 1x failed and 2x done with the number of the command, then the
    /// script's identifier. To be sent with the clearing or reversal.
    /// </summary>
    public ReadOnlyMemory<byte> ScriptResults => _scriptResults.ToArray();

    /// <summary>
    /// Gives the issuer's answer to the card and asks for the second cryptogram. What the card then says holds, also
    /// against the issuer: an approval that the card does not confirm is to be reversed.
    /// </summary>
    /// <param name="answer">The answer; null when the issuer could not be asked.</param>
    /// <exception cref="InvariantException">The transaction is not waiting for an answer.</exception>
    public TapOutcome Complete(IssuerAnswer? answer)
    {
        Invariant.Check(_flow is not null && !_isComplete, "a transaction waits for one answer");
        _isComplete = true;
        Outcome = Run(_flow, answer);
        return Outcome;
    }

    private TapOutcome Run(TapFlow flow, IssuerAnswer? answer)
    {
        var objects = Objects(answer);
        var step = Authenticate(flow, objects);
        step = step.HasEnded ? step : RunScripts(flow, objects, EmvTags.IssuerScript1, TvrBit.ScriptFailedBeforeFinal);
        if (step.HasEnded)
        {
            return step.Outcome!;
        }

        // EMV Book 4, annex A6: Y3 approved and Z3 declined without the issuer, which could not be asked.
        var isWanted = answer?.IsApproved ?? !(ActionAnalysis.MeetsDefault(flow) || flow.Reader.IsOfflineOnly
            || !flow.Reader.AcceptsUnauthenticatedOffline);
        var code = answer?.ResponseCode ?? (isWanted ? "Y3" : "Z3");
        flow.Terminal.Set(EmvTags.AuthorisationResponseCode, Encoding.ASCII.GetBytes(code));
        step = GenerateSecond(flow, isWanted, out var isApproved);
        step = step.HasEnded ? step : RunScripts(flow, objects, EmvTags.IssuerScript2, TvrBit.ScriptFailedAfterFinal);
        if (step.HasEnded)
        {
            return step.Outcome!;
        }

        var reason = answer is null ? TapReason.IssuerUnavailable
            : answer.IsApproved ? TapReason.CardDeclined
            : TapReason.IssuerDeclined;
        return isApproved
            ? new TapOutcome.Approved(((TapOutcome.OnlineRequest)Outcome).Authorisation)
            : new TapOutcome.Declined(reason);
    }

    private static IReadOnlyList<BerTlvNode> Objects(IssuerAnswer? answer) =>
        answer is not null && BerTlv.TryReadTree(answer.Emv, out var nodes, out _) ? nodes : [];

    /// <summary>EXTERNAL AUTHENTICATE where the card has it; else the answer goes into the second list.</summary>
    private static StepResult Authenticate(TapFlow flow, IReadOnlyList<BerTlvNode> objects)
    {
        var proof = objects.FirstOrDefault(node => node.Tag == EmvTags.IssuerAuthentication);
        if (proof is null)
        {
            return StepResult.Done;
        }

        flow.Terminal.Set(EmvTags.IssuerAuthentication, proof.Value.Span);
        ApplicationInterchangeProfile.TryRead(
            flow.Card.GetOrEmpty(EmvTags.ApplicationInterchangeProfile), out var profile, out _);
        if (!profile.Has(AipBit.IssuerAuthentication))
        {
            return StepResult.Done;
        }

        var step = flow.Session.Exchange(CommandApdu.ExternalAuthenticate(proof.Value), out var response);
        if (!step.HasEnded && !response.Status.IsSuccess)
        {
            flow.Raise(TvrBit.IssuerAuthenticationFailed);
        }

        return step;
    }

    private static StepResult GenerateSecond(TapFlow flow, bool isWanted, out bool isApproved)
    {
        isApproved = false;
        if (!flow.Card.TryGetWellFormed(EmvTags.Cdol2, out var encoded)
            || !DataObjectList.TryRead(encoded, out var list, out _) || list.TotalLengthBytes > 255)
        {
            return StepResult.Stop(TapReason.CardDataMissing);
        }

        var reference = isWanted ? ActionAnalysis.Offline : ActionAnalysis.Decline;
        var step = flow.Session.Exchange(CommandApdu.GenerateAc(reference, flow.Fill(list)), out var response);
        if (step.HasEnded)
        {
            return step;
        }

        if (!response.Status.IsSuccess
            || !CryptogramExchange.TryReadSecond(response.Data, out var isGiven, out _))
        {
            return StepResult.Stop(TapReason.BadCardAnswer);
        }

        isApproved = isGiven && isWanted;
        return isGiven && !isWanted ? StepResult.Stop(TapReason.CryptogramUpgraded) : StepResult.Done;
    }

    /// <summary>Sends the commands of the scripts of one kind; after a refusal no more of that script.</summary>
    private StepResult RunScripts(TapFlow flow, IReadOnlyList<BerTlvNode> objects, BerTag kind, TvrBit failure)
    {
        foreach (var script in objects.Where(node => node.Tag == kind).Take(MaxScripts))
        {
            var name = script.Children.FirstOrDefault(node => node.Tag == EmvTags.IssuerScriptIdentifier);
            var number = 0;
            foreach (var command in script.Children.Where(node => node.Tag == EmvTags.IssuerScriptCommand))
            {
                number = Math.Min(number + 1, 15);
                var step = RunCommand(flow, command.Value, out var isDone);
                if (step.HasEnded)
                {
                    return step;
                }

                if (!isDone)
                {
                    flow.Raise(failure);
                    Note(0x10 | number, name);
                    break;
                }

                Note(0x20 | number, name);
            }
        }

        return StepResult.Done;
    }

    private static StepResult RunCommand(TapFlow flow, ReadOnlyMemory<byte> bytes, out bool isDone)
    {
        isDone = false;
        if (!CommandApdu.TryRead(bytes.Span, out var command, out _))
        {
            return StepResult.Done;
        }

        var step = flow.Session.Exchange(command, out var response);

        // EMV Book 3, 10.10: 90, 62 and 63 count as done.
        isDone = !step.HasEnded && response.Status.Value >> 8 is 0x90 or 0x62 or 0x63;
        return step;
    }

    private void Note(int result, BerTlvNode? name)
    {
        var identifier = new byte[4];
        if (name is { Value.Length: 4 })
        {
            name.Value.CopyTo(identifier);
        }

        _scriptResults.Add((byte)result);
        _scriptResults.AddRange(identifier);
    }
}
