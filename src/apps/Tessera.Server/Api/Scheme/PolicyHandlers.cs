using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Primitives;
using Tessera.Server.World;

namespace Tessera.Server.Api.Scheme;

/// <summary>The thresholds of both decisions. A policy is replaced as a whole.</summary>
public sealed class PolicyHandlers(TesseraWorld world)
{
    public async ValueTask<Answer<PaymentPolicyBody>> SetPaymentAsync(
        PostCall<PaymentPolicyBody> call, CancellationToken cancel)
    {
        if (call.Body.CvmCurrencyNumber is < 1 or > 999
            || !Currency.TryFromNumber((ushort)call.Body.CvmCurrencyNumber, out _))
        {
            return new Problem(
                ProblemKinds.MemberInvalid, "A currency number is one of ISO 4217.", "$.cvm_currency_number");
        }

        var answer = await world.Commands.RunAsync<Reply.Done, PaymentPolicyBody>(
            new DirectoryCommand.SetPaymentPolicy(call.Body.ToCore(), call.Caller.By), call.Key, _ => call.Body);
        await world.Directory.RefreshAsync();
        return answer;
    }

    public ValueTask<Answer<PaymentPolicyBody>> GetPaymentAsync(GetCall call, CancellationToken cancel)
        => new(PaymentPolicyBody.Of(world.Directory.Current.PaymentPolicy));

    public async ValueTask<Answer<ActivationPolicyBody>> SetActivationAsync(
        PostCall<ActivationPolicyBody> call, CancellationToken cancel)
    {
        var answer = await world.Commands.RunAsync<Reply.Done, ActivationPolicyBody>(
            new DirectoryCommand.SetActivationPolicy(call.Body.ToCore(), call.Caller.By), call.Key, _ => call.Body);
        await world.Directory.RefreshAsync();
        return answer;
    }

    public ValueTask<Answer<ActivationPolicyBody>> GetActivationAsync(GetCall call, CancellationToken cancel)
        => new(ActivationPolicyBody.Of(world.Directory.Current.ActivationPolicy));

    public async ValueTask<Answer<ChargebackPolicyBody>> SetChargebackAsync(
        PostCall<ChargebackPolicyBody> call, CancellationToken cancel)
    {
        var answer = await world.Commands.RunAsync<Reply.Done, ChargebackPolicyBody>(
            new DirectoryCommand.SetChargebackPolicy(call.Body.ToCore(), call.Caller.By), call.Key, _ => call.Body);
        await world.Directory.RefreshAsync();
        return answer;
    }

    public ValueTask<Answer<ChargebackPolicyBody>> GetChargebackAsync(GetCall call, CancellationToken cancel)
        => new(ChargebackPolicyBody.Of(world.Directory.Current.ChargebackPolicy));
}
