using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Tessera.Protocols.Tests.Iso8583;

/// <summary>Runs a script of tests/interop as a process: one JSON array in, one out.</summary>
internal static class NodePeer
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    internal static JsonArray Ask(string script, JsonArray requests)
    {
        string folder = Path.Combine(RepositoryRoot(), "tests", "interop");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            Assert.Skip("tests/interop/node_modules is missing: run npm ci there");

        using Process process = Start(folder, script);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> answer = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        process.StandardInput.Write(requests.ToJsonString());
        process.StandardInput.Close();
        if (!process.WaitForExit(Limit))
            process.Kill();
        Assert.True(process.ExitCode == 0, errors.GetAwaiter().GetResult());
        return JsonNode.Parse(answer.GetAwaiter().GetResult())!.AsArray();
    }

    internal static string RepositoryRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Tessera.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("outside the repository");
        return folder;
    }

    private static Process Start(string folder, string script)
    {
        ProcessStartInfo start = new("node", script)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("node is missing");
            throw;
        }
    }
}
