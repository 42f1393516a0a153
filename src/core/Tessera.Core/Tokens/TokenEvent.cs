namespace Tessera.Core.Tokens;

public abstract partial record TokenEvent : CoreEvent
{
    [Order(1)]
    public TokenId Token { get; init; }

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Created : TokenEvent
    {
        [Order(2)]
        public required CardId Card { get; init; }

        [Order(3)]
        public required DeviceId Device { get; init; }

        [Order(4)]
        public required AccountId Account { get; init; }

        [Order(5)]
        public required ulong Number { get; init; }

        [Order(6)]
        public required byte NumberLength { get; init; }

        [Order(7)]
        public required ulong Requestor { get; init; }

        [Order(8)]
        public required int ExpiryYearMonth { get; init; }

        [Order(9)]
        public required TokenDomains Domains { get; init; }
    }

    // The device confirmed its first credential (or a further one): from now on the token pays.
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Activated : TokenEvent
    {
        [Order(2)]
        public required ulong KeyId { get; init; }

        [Order(3)]
        public required CredentialKind Kind { get; init; }

        [Order(4)]
        public required Timestamp ExpiresAt { get; init; }

        [Order(5)]
        public required int UsesLeft { get; init; }

        [Order(6)]
        public int KeyNumber { get; init; }
    }

    // The next limited-use key; the one before it is worth nothing from now on.
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record KeyReplaced : TokenEvent
    {
        [Order(2)]
        public required ulong KeyId { get; init; }

        [Order(3)]
        public required int KeyNumber { get; init; }

        [Order(4)]
        public required Timestamp ExpiresAt { get; init; }

        [Order(5)]
        public required int UsesLeft { get; init; }
    }

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Suspended(
        [property: Order(2)] TokenActor Actor, [property: Order(3)] string Reason) : TokenEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Resumed(
        [property: Order(2)] TokenActor Actor, [property: Order(3)] string Reason) : TokenEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Deleted(
        [property: Order(2)] TokenActor Actor, [property: Order(3)] string Reason) : TokenEvent;
}
