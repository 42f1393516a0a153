namespace Tessera.Server.Acceptance;

/// <summary>What the chip data say about themselves; only the verdict tells what is proved.</summary>
/// <param name="ApplicationId">Hex; empty in an app, where none is selected.</param>
/// <param name="UnpredictableNumber">Of the terminal, or of the order.</param>
/// <param name="IsInApp">Made for an order in an app, by the covered interchange profile.</param>
internal readonly record struct TapChip(string ApplicationId, uint UnpredictableNumber, bool IsInApp);
