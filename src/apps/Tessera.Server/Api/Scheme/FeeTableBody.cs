using Tessera.Core.Directory;

namespace Tessera.Server.Api.Scheme;

/// <summary>One shape both ways: what is read may be changed and sent.</summary>
public sealed record FeeTableBody
{
    public required int Version { get; init; }

    public required int InterchangeBasisPoints { get; init; }

    public required int SchemeFeeBasisPoints { get; init; }

    public static FeeTableBody Of(FeeTable fees) => new()
    {
        Version = fees.Version,
        InterchangeBasisPoints = fees.InterchangeBasisPoints,
        SchemeFeeBasisPoints = fees.SchemeFeeBasisPoints,
    };

    public FeeTable ToCore() => new(Version, InterchangeBasisPoints, SchemeFeeBasisPoints);
}
