namespace Tessera.Server.Api.Cards;

/// <summary>The person; goes to the subject store only.</summary>
public sealed record CardHolderBody
{
    public required WireSecret Name { get; init; }

    public WireSecret? Phone { get; init; }

    public WireSecret? Email { get; init; }
}
