namespace Tessera.Protocols.Tests.Codecs;

/// <summary>Tests that redirect the console; they do not run beside others.</summary>
[CollectionDefinition(nameof(ConsoleUse), DisableParallelization = true)]
public sealed class ConsoleUse;
