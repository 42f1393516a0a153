using System.Diagnostics;
using Tessera.Client;

namespace Tessera.Cli.Serving;

/// <summary>A server in a process of its own: this program with other arguments, read until it says what is wanted.
/// </summary>
internal sealed class ChildServer : IDisposable
{
    private const string Announcement = "Tessera serves at ";
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(3);

    private readonly Process process;

    private ChildServer(Process process) => this.process = process;

    /// <summary>This program: what children are started from.</summary>
    public static string Program
    {
        get
        {
            var beside = Path.Combine(AppContext.BaseDirectory, "tessera");
            return File.Exists(beside) ? beside : Environment.ProcessPath!;
        }
    }

    public string Address { get; private set; } = "";

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>Starts it and reads its lines until both readers have what they want.</summary>
    /// <exception cref="IOException">It ended before; the message is what it said.</exception>
    public static async Task<ChildServer> StartAsync(
        string[] arguments, Predicate<string> isOutputEnough, Predicate<string> isTalkEnough, CancellationToken cancel)
    {
        var server = new ChildServer(Process.Start(StartInfo(arguments))!);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(StartTime);
            await server.ReadAsync(isOutputEnough, isTalkEnough, limit.Token);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public TesseraClient Client(string key) => new(
        new HttpClient { BaseAddress = new Uri(Address) }, new TesseraClientOptions { ApiKey = key });

    /// <summary>The machine goes dark: nothing is said, nothing is finished.</summary>
    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static ProcessStartInfo StartInfo(string[] arguments) => new(Program, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    };

    private async Task ReadAsync(
        Predicate<string> isOutputEnough, Predicate<string> isTalkEnough, CancellationToken cancel)
    {
        while (true)
        {
            var line = await ReadAsync(process.StandardOutput, cancel);
            if (line.StartsWith(Announcement, StringComparison.Ordinal))
            {
                Address = line[Announcement.Length..];
            }

            if (Address.Length > 0 && isOutputEnough(line))
            {
                break;
            }
        }

        for (var talk = ""; !isTalkEnough(talk);)
        {
            talk = await ReadAsync(process.StandardError, cancel);
        }

        // A full pipe would stop the child.
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
    }

    private async Task<string> ReadAsync(StreamReader lines, CancellationToken cancel) =>
        await lines.ReadLineAsync(cancel)
        ?? throw new IOException(
            $"The server ended while it started. {await process.StandardError.ReadToEndAsync(cancel)}");
}
