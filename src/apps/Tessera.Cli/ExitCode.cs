namespace Tessera.Cli;

/// <summary>The exit codes of every verb.</summary>
internal static class ExitCode
{
    /// <summary>Everything went as it should.</summary>
    public const int Success = 0;

    /// <summary>
    /// The work was done and its answer is no: a vector failed, bytes were refused, a check did not hold.
    /// </summary>
    public const int Failure = 1;

    /// <summary>The command line asks for what does not exist.</summary>
    public const int Usage = 2;
}
