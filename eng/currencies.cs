#:property RestorePackagesWithLockFile=false
// Writes src/protocols/Tessera.Primitives/CurrencyTable.cs from vectors/iso4217.json.
// Run from the root of the repository: dotnet run eng/currencies.cs
using System.Globalization;
using System.Text;
using System.Text.Json;

using var document = JsonDocument.Parse(File.ReadAllBytes("vectors/iso4217.json"));
var rows = document.RootElement.GetProperty("currencies").EnumerateObject()
    .Select(entry => (
        Code: entry.Name,
        Number: int.Parse(entry.Value.GetProperty("numeric").GetString()!, CultureInfo.InvariantCulture),
        Minor: entry.Value.GetProperty("minor_units")))
    .OrderBy(row => row.Number);

var text = new StringBuilder("""
    // ISO 4217, list one: written by eng/currencies.cs from vectors/iso4217.json; do not edit by hand.
    namespace Tessera.Primitives;

    internal static class CurrencyTable
    {
        internal static readonly CurrencyUnit[] Rows =
        [

    """);
foreach (var (code, number, minor) in rows)
{
    var exponent = minor.ValueKind == JsonValueKind.Number ? minor.GetInt32() : 0;
    text.Append(CultureInfo.InvariantCulture, $"        new({number}, \"{code}\", {exponent}, string.Empty),\n");
}

text.Append("    ];\n}\n");
File.WriteAllText("src/protocols/Tessera.Primitives/CurrencyTable.cs", text.ToString());
