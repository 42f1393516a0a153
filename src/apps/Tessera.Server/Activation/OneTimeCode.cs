namespace Tessera.Server.Activation;

/// <summary>A code on its way to a person.</summary>
public sealed record OneTimeCode(ProvisioningId Provisioning, SubjectReference Holder, string Method, string Code)
{
    /// <summary>Hides the code.</summary>
    public override string ToString() => $"{nameof(OneTimeCode)} {{ Provisioning = {Provisioning} }}";
}
