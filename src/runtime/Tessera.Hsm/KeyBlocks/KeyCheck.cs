namespace Tessera.Hsm.KeyBlocks;

/// <summary>One line of the key list that operators see: nothing in it is secret.</summary>
public sealed record KeyCheck(KeyLabel Label, string Usage, char Algorithm, string CheckValue);
