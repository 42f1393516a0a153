using Tessera.Core.Directory;
using Tessera.Server.World;

namespace Tessera.Server.Api.Keys;

/// <summary>An API key. The secret stands only in the answer that made it, and in that answer's repeats.</summary>
public sealed record ApiKeyView
{
    public required string Id { get; init; }

    public string Object => "api_key";

    public string? Name { get; init; }

    public string? Role { get; init; }

    public string? Owner { get; init; }

    public string? Secret { get; init; }

    public required bool Revoked { get; init; }

    public static ApiKeyView Of(ApiKey key, DirectoryState directory) => new()
    {
        Id = key.Id.ToString(),
        Name = key.Label,
        Role = WireText.Of(key.Role),
        Owner = OwnerText(key.Owner, directory),
        Revoked = key.IsRevoked,
    };

    /// <summary>Hides the secret.</summary>
    public override string ToString() => $"{nameof(ApiKeyView)} {{ Id = {Id}, Role = {Role} }}";

    private static string? OwnerText(UInt128 owner, DirectoryState directory)
        => owner == 0 ? null
            : directory.Merchants.ContainsKey(owner) ? new MerchantId(owner).ToString()
            : new ParticipantId(owner).ToString();
}
