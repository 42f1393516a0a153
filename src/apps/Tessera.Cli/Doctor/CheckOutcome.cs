namespace Tessera.Cli.Doctor;

/// <summary>How one check stands.</summary>
internal enum CheckOutcome
{
    /// <summary>As it should be.</summary>
    Ok = 0,

    /// <summary>Only some tests or the defaults suffer.</summary>
    Warning = 1,

    /// <summary>The system cannot run like this.</summary>
    Failed = 2,
}
