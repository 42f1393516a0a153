using Tessera.Core;
using Tessera.Core.Activation;
using Tessera.Server.World;

namespace Tessera.Server.Activation;

public sealed record ProvisioningView
{
    private static readonly IReadOnlyList<CodeMethodView> AllMethods = [new("sms"), new("email")];

    private static readonly IReadOnlyList<string> OfYellow = ["one_time_code", "issuer_app", "call", "in_person"];

    private static readonly IReadOnlyList<string> OfOrange = ["call", "in_person"];

    public required string Id { get; init; }

    public string Object => "provisioning";

    public required string State { get; init; }

    public string? Path { get; init; }

    public IReadOnlyList<string>? Reasons { get; init; }

    public TermsView? Terms { get; init; }

    public IReadOnlyList<CodeMethodView>? CodeMethods { get; init; }

    /// <summary>What may prove the cardholder's identity, while that is awaited.</summary>
    public IReadOnlyList<string>? IdentityMethods { get; init; }

    public int? CodeAttemptsLeft { get; init; }

    public string? Token { get; init; }

    public string? Card { get; init; }

    public string? CardLastFour { get; init; }

    public string? Device { get; init; }

    /// <summary>From a reply alone, so that a repeat reads the same.</summary>
    public static ProvisioningView Of(Reply.ProvisioningAnswered reply) => new()
    {
        Id = reply.Provisioning.ToString(),
        State = WireText.Of(reply.State),
        Path = reply.Path == ActivationPath.None ? null : WireText.Of(reply.Path),
        Reasons = reply.Path == ActivationPath.None ? null : WireText.Flags(reply.Reasons),
        Terms = reply.State == ProvisioningState.Eligible ? TermsView.Current : null,
        CodeMethods = IsYellow(reply) ? AllMethods : null,
        IdentityMethods = reply.State != ProvisioningState.StepUp ? null : IsYellow(reply) ? OfYellow : OfOrange,
        CodeAttemptsLeft = IsYellow(reply) ? reply.CodeAttemptsLeft : null,
        Token = reply.Token.IsNone ? null : reply.Token.ToString(),
    };

    public static ProvisioningView Of(Provisioning provisioning)
        => Of(Reply.ProvisioningAnswered.Of(provisioning)) with
        {
            Card = provisioning.Card.ToString(),
            Device = provisioning.Device.ToString(),
        };

    private static bool IsYellow(Reply.ProvisioningAnswered reply)
        => reply.State == ProvisioningState.StepUp && reply.Path == ActivationPath.Yellow;
}
