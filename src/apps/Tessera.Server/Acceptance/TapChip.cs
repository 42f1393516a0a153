namespace Tessera.Server.Acceptance;

/// <summary>What the chip data say about themselves; only the verdict tells what is proved.</summary>
internal readonly record struct TapChip(string ApplicationId, uint UnpredictableNumber);
