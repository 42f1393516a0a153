// EMV contactless book A, 6: each step of a kernel goes on, goes on with a remark, or ends the tap.
namespace Tessera.Emv.Kernel;

/// <summary>Result of one step of a flow: done, continue with a remark, or end with an outcome.</summary>
/// <param name="Outcome">Set when the tap ends here.</param>
/// <param name="Remark">Set when the flow goes on although something was wrong.</param>
internal readonly record struct StepResult(TapOutcome? Outcome, TapReason Remark)
{
    public static StepResult Done => default;

    public bool HasEnded => Outcome is not null;

    public static StepResult ContinueWith(TapReason remark) => new(null, remark);

    public static StepResult End(TapOutcome outcome) => new(outcome, TapReason.None);

    public static StepResult Stop(TapReason reason) => End(new TapOutcome.EndApplication(reason));

    public static StepResult Decline(TapReason reason) => End(new TapOutcome.Declined(reason));
}
