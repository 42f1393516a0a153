using System.Globalization;
using Tessera.Core.Directory;

namespace Tessera.Server.Http;

/// <summary>Who calls, from the credential alone: the key, its role, and the id of the participant or merchant it acts
/// for (zero for operators and auditors).</summary>
public sealed record Caller(string KeyId, ApiKeyRole Role, UInt128 Owner)
{
    /// <summary>The scope of idempotency keys and quotas.</summary>
    public string Tenant => Owner == 0 ? Role.ToString() : Owner.ToString(CultureInfo.InvariantCulture);

    public bool SeesEverything => Role is ApiKeyRole.Operator or ApiKeyRole.Auditor;

    /// <summary>As the audit trail names it.</summary>
    public string By => KeyId;
}
