using Tessera.Core;

namespace Tessera.Journal;

/// <summary>The current version of a record that left memory. A later version replaces an earlier one.</summary>
public readonly record struct ColdRow(ColdKey Key, long Version, ReadOnlyMemory<byte> Bytes);
