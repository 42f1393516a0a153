namespace Tessera.Cli.Demo;

/// <summary>A step of the demo did not go as it should.</summary>
internal sealed class DemoException(string message) : Exception(message);
