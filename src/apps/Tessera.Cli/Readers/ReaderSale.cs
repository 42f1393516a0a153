using Tessera.Emv.Kernel;
using Tessera.Primitives;
using Tessera.Terminal.Acquiring;

namespace Tessera.Cli.Readers;

/// <summary>What a sale at a reader came to, as the verb prints it.</summary>
internal sealed record ReaderSale(
    string Outcome, bool IsGood, Money Amount, TapReason Reason, TapAuthorisation? Tap, AcquirerAnswer? Answer,
    string Text);
