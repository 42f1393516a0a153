namespace Tessera.Cli.Doctor;

/// <summary>One thing that the system or its tests need from this machine.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Outcome">How it stands.</param>
/// <param name="Detail">What was found, and what to do when it is not well.</param>
internal sealed record EnvironmentCheck(string Name, CheckOutcome Outcome, string Detail);
