using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Tessera.Primitives;

namespace Tessera.Tidy;

/// <summary>
/// No floating point and no decimal where money is: in the source of Primitives and Core, and in what the compiler
/// made of it, since <c>var</c> and a chained call hide the type.
/// </summary>
public sealed class FloatTests
{
    private static readonly SyntaxKind[] Keywords =
        [SyntaxKind.DoubleKeyword, SyntaxKind.FloatKeyword, SyntaxKind.DecimalKeyword];

    [Fact]
    public void Source_of_primitives_and_core_names_no_floating_point() => Finding.AssertNone(
        RepositoryFiles.CSharp("src/protocols/Tessera.Primitives", "src/core/Tessera.Core").SelectMany(path =>
            SourceTrees.Of(path).DescendantTokens()
                .Where(token => Keywords.Contains(token.Kind()) || token.Value is double or float or decimal)
                .Select(token => SourceTrees.At(path, token, $"{token.Text}: amounts and rates are integers"))));

    [Theory]
    [InlineData("Tessera.Primitives")]
    [InlineData("Tessera.Core")]
    public void Compiled_code_of_primitives_and_core_has_no_floating_point(string assembly) =>
        Finding.AssertNone(FloatScan.Of(System.Reflection.Assembly.Load(assembly)));

    [Fact]
    public void Scan_sees_hidden_floating_point()
    {
        var found = FloatScan.Of(typeof(FloatTests).Assembly)
            .Where(finding => finding.Path.StartsWith(typeof(Hidden).FullName!, StringComparison.Ordinal))
            .Select(finding => finding.ToString())
            .ToList();

        Assert.Contains(found, text => text.Contains("Chained", StringComparison.Ordinal));
        Assert.Contains(found, text => text.Contains("Literal", StringComparison.Ordinal));
        Assert.Contains(found, text => text.Contains("Local", StringComparison.Ordinal));
        Assert.Contains(found, text => text.Contains("_field", StringComparison.Ordinal));
        Assert.DoesNotContain(found, text => text.Contains("Clean", StringComparison.Ordinal));
    }

    private sealed class Hidden
    {
        private readonly List<double> _field = [];

        public static long Chained(TimeSpan span) => (long)span.TotalSeconds;

        public static long Literal(long value) => (long)(value * 1.5);

        public static long Clean(Money money) => money.Minor * 3;

        public int Local()
        {
            var sum = _field.Sum();
            return sum > 0 ? 1 : 0;
        }
    }
}
