using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tessera.Cli;

/// <summary>How verbs print JSON: indented, letters of all languages as they are.</summary>
internal static class JsonOutput
{
    public static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
