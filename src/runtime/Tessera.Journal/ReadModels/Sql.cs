using System.Globalization;

namespace Tessera.Journal.ReadModels;

/// <summary>How read models keep dates.</summary>
internal static class Sql
{
    public static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
