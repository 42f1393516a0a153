using Tessera.Core.Activation;
using Tessera.Primitives;

namespace Tessera.Journal.ReadModels;

public sealed record ProvisioningView
{
    public required long Number { get; init; }

    public required string Id { get; init; }

    public required string Card { get; init; }

    public required string Device { get; init; }

    public required ulong Requestor { get; init; }

    public required ushort IssuerBook { get; init; }

    public required ProvisioningState State { get; init; }

    public required ActivationPath Path { get; init; }

    public required ActivationReason Reasons { get; init; }

    /// <summary>Empty until a path is decided, and on the red path.</summary>
    public required string Token { get; init; }

    public required int CodesRefused { get; init; }

    public required Timestamp StartedAt { get; init; }

    public required Timestamp ChangedAt { get; init; }
}
