using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Tessera.Terminal;
using Tessera.Terminal.Readers;

namespace Tessera.Server.Tests.Readers;

/// <summary>
/// pcscd with the virtual reader and <c>tessera device</c> in it, in network, mount and process namespaces of their
/// own: nothing listens on this computer's network, no other daemon is disturbed, and all end with one process. Only
/// one stack at a time: libpcsclite takes one socket for a process's whole life.
/// </summary>
internal sealed class ReaderStack : IDisposable
{
    public const string FirstSlot = "Virtual PCD 00 00";

    private const string Script = """
        ip link set lo up && mount -t tmpfs tmpfs /run && mkdir /run/pcscd && mount --bind "$1" /run/pcscd || exit 91
        pcscd --foreground >"$1/pcscd.log" 2>&1 &
        for i in $(seq 200); do ss -ltnH 'sport = :35963' | grep -q . && break; sleep 0.05; done
        shift
        exec dotnet exec "$@"
        """;

    private const string Driver = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly string[] Programs = ["unshare", "ip", "ss", "pcscd", "mount"];
    private static readonly string Folder = MakeFolder();
    private static readonly Lazy<string?> Missing = new(FindMissing);

    private readonly Process _process;

    private ReaderStack(Process process) => _process = process;

    /// <summary>Where the clients of this stack find its daemon.</summary>
    public static string SocketPath => Path.Combine(Folder, "pcscd.comm");

    /// <summary>Starts a stack; skips the test, saying why, where one cannot be made.</summary>
    public static ReaderStack Start(params string[] deviceArguments)
    {
        if (Missing.Value is { } missing)
        {
            Assert.Skip(missing);
        }

        // Files of an earlier daemon would make this one refuse.
        foreach (var file in Directory.GetFiles(Folder))
        {
            File.Delete(file);
        }

        var program = Path.Combine(AppContext.BaseDirectory, "tessera.dll");
        string[] command = ["bash", "-c", Script, "stack", Folder, program, "device", "--reader", .. deviceArguments];
        var stack = new ReaderStack(Process.Start(Unshared(command))!);
        try
        {
            stack.WaitForCard();
            return stack;
        }
        catch
        {
            stack.Dispose();
            throw;
        }
    }

    /// <summary>Runs a client program against the stack; skips where it is missing.</summary>
    public static async Task<string> RunAsync(
        string program, string[] arguments, string input = "", string? home = null, string? apiKey = null)
    {
        var start = new ProcessStartInfo("timeout", ["--kill-after=1", "60", program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (FindOnPath(program) is null)
        {
            Assert.Skip($"{program} is missing; ./test installs it on Debian");
        }

        start.Environment["PCSCLITE_CSOCK_NAME"] = SocketPath;
        start.Environment["HOME"] = home ?? Folder;
        start.Environment["TESSERA_API_KEY"] = apiKey;
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var errors = ReadSomeAsync(process.StandardError);
        var output = await ReadSomeAsync(process.StandardOutput);
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        return output + await errors;
    }

    /// <summary>Takes the card and the daemon away at once.</summary>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();

        // The kernel ends what ran inside a moment after its parent.
        Assert.True(SpinWait.SpinUntil(() => !IsAnswering(), StartLimit), "the daemon did not end");
    }

    /// <summary>Finds a program where a shell would.</summary>
    public static string? FindOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Append("/sbin")
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    // A client that asks for ever must not fill the memory.
    private static async Task<string> ReadSomeAsync(StreamReader reader)
    {
        const int most = 400_000;
        var text = new System.Text.StringBuilder();
        var buffer = new char[4096];
        int read;
        while (text.Length < most && (read = await reader.ReadAsync(buffer)) > 0)
        {
            text.Append(buffer, 0, read);
        }

        return text.ToString();
    }

    private static bool IsAnswering()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(SocketPath));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string? FindMissing()
    {
        var absent = Programs.FirstOrDefault(program => FindOnPath(program) is null)
            ?? (File.Exists(Driver) ? null : Driver);
        if (absent is not null)
        {
            return $"{absent} is missing; ./test installs pcscd, vsmartcard-vpcd and iproute2 on Debian";
        }

        using var probe = Process.Start(Unshared(["true"]))!;
        probe.WaitForExit();
        return probe.ExitCode == 0 ? null : "this user cannot make namespaces (unshare --map-root-user --net)";
    }

    private static ProcessStartInfo Unshared(string[] command) =>
        new(
            "unshare",
            ["--map-root-user", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", .. command])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };

    private static string MakeFolder()
    {
        var folder = Directory.CreateTempSubdirectory("tessera-pcsc-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);

        // The library reads the environment of the process, which .NET's own copy does not reach.
        _ = SetVariable("PCSCLITE_CSOCK_NAME", Path.Combine(folder, "pcscd.comm"), 1);
        return folder;
    }

    private void WaitForCard()
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < StartLimit && !_process.HasExited)
        {
            try
            {
                using var readers = CardReaders.Open();
                if (readers.WaitForCard([FirstSlot], TimeSpan.FromSeconds(5)) is not null)
                {
                    return;
                }
            }
            catch (TerminalException)
            {
                Thread.Sleep(20);
            }
        }

        Assert.Fail(_process.HasExited
            ? $"The reader stack ended: {_process.StandardError.ReadToEnd()}"
            : "No card appeared in the virtual reader.");
    }

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi)]
    private static extern int SetVariable(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value,
        int overwrite);
}
