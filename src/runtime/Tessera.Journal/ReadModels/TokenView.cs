using Tessera.Core.Tokens;
using Tessera.Primitives;

namespace Tessera.Journal.ReadModels;

/// <summary>A token as lists show it. Number orders tokens and is the cursor of a page, not the token's own.</summary>
public sealed record TokenView
{
    public required long Number { get; init; }

    public required string Id { get; init; }

    public required string Card { get; init; }

    public required string Device { get; init; }

    public required ulong Requestor { get; init; }

    public required string LastFour { get; init; }

    public required int ExpiryYearMonth { get; init; }

    public required TokenState State { get; init; }

    public required TokenActor SuspendedBy { get; init; }

    public required string Reason { get; init; }

    public required Timestamp CreatedAt { get; init; }

    public required Timestamp ChangedAt { get; init; }
}
