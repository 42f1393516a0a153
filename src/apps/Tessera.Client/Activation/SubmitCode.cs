namespace Tessera.Client.Activation;

/// <summary>The one-time code as the holder typed it.</summary>
public sealed record SubmitCode(string Code)
{
    /// <summary>Hides the code.</summary>
    public override string ToString() => nameof(SubmitCode);
}
