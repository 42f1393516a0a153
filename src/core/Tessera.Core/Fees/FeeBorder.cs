namespace Tessera.Core.Fees;

// Whether issuer and shop are of one country. Persisted numbers: append only.
public enum FeeBorder : byte
{
    Any = 0,
    Domestic = 1,
    Cross = 2,
}
