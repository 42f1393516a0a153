using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;

namespace Tessera.Server.Tests.Switch;

/// <summary>Wireshark's ISO 8583 dissector as an independent reader of the Switch's traffic.</summary>
internal static class Tshark
{
    private static readonly string[] Arguments =
    [
        "-d", "tcp.port==8583,iso8583", "-o", "iso8583.len_endian:Big endian",
        "-o", "iso8583.charset:Digits represented as ASCII Characters",
        "-o", "iso8583.binencode:Bin data represented as Hex Ascii characters",
        "-T", "pdml",
    ];

    /// <summary>Every message in order: number to text, 0 is the type. Skips loudly without tshark.</summary>
    public static async Task<List<Dictionary<int, string>>> ReadAsync(PcapFile traffic)
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, traffic.ToArray(), cancel);
            using Process process = Start(file);
            Task<string> errors = process.StandardError.ReadToEndAsync(cancel);
            string text = await process.StandardOutput.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            Assert.True(process.ExitCode == 0, await errors);
            return Read(XDocument.Parse(text));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Process Start(string file)
    {
        ProcessStartInfo start = new("tshark")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (string[])["-r", file, .. Arguments])
            start.ArgumentList.Add(argument);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("tshark is missing: apt-get install tshark");
            throw;
        }
    }

    private static List<Dictionary<int, string>> Read(XDocument packets)
    {
        string[] faults = [.. packets.Descendants().Select(Name)
            .Where(n => n.Contains("malformed", StringComparison.OrdinalIgnoreCase)
                || n.StartsWith("_ws.expert", StringComparison.Ordinal))];
        Assert.Empty(faults);
        return [.. packets.Descendants("proto").Where(p => Name(p) == "iso8583").Select(ReadMessage)];
    }

    private static Dictionary<int, string> ReadMessage(XElement message)
    {
        Dictionary<int, string> fields = [];
        foreach (XElement field in message.Descendants("field"))
        {
            string name = Name(field);
            string show = field.Attribute("show")!.Value;
            if (name == "iso8583.mti")
                fields[0] = show;
            else if (name.StartsWith("iso8583.bit", StringComparison.Ordinal)
                && int.TryParse(name["iso8583.bit".Length..], CultureInfo.InvariantCulture, out int number)
                && number > 1)
                fields[number] = show;
        }

        return fields;
    }

    private static string Name(XElement element) => element.Attribute("name")?.Value ?? "";
}
