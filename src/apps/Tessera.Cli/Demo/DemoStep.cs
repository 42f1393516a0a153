namespace Tessera.Cli.Demo;

/// <summary>One step of the demo. Code names the refusal where one was wanted (or met).</summary>
internal sealed record DemoStep(string Step, string Outcome, string Code)
{
    /// <summary>True when the step went as it should.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsExpected { get; init; } = true;
}
