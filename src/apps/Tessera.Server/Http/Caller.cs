namespace Tessera.Server.Http;

/// <summary>Who calls, from the credential alone: the key, its role, and the participant or merchant it acts for
/// (empty for operators and auditors).</summary>
public sealed record Caller(string KeyId, Role Role, string Owner)
{
    /// <summary>The scope of idempotency keys and quotas.</summary>
    public string Tenant => Owner.Length == 0 ? Role.ToString() : Owner;

    public bool SeesEverything => Role is Role.Operator or Role.Auditor;
}
