namespace Tessera.Cli.Load.Activations;

internal sealed record ActivationSettings(int Count, int InFlight);
