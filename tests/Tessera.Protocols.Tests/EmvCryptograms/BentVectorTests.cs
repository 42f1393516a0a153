using System.Text.Json;
using System.Text.Json.Nodes;
using Tessera.Cli.Conformance;
using Tessera.Cli.Conformance.Topics;

namespace Tessera.Protocols.Tests.EmvCryptograms;

/// <summary>A runner that passes everything proves nothing: each expected value, changed, must fail.</summary>
public sealed class BentVectorTests
{
    [Theory]
    [InlineData("emv-cryptogram")]
    [InlineData("emv-key-derivation")]
    public void Changed_answer_fails_and_wanted_refusal_of_good_input_fails(string name)
    {
        ITopic topic = name == "emv-cryptogram" ? new EmvCryptogramTopic() : new EmvKeyDerivationTopic();
        var path = Path.Combine(RepositoryFolder.Vectors, name + ".json");
        Assert.True(VectorFile.TryRead(path, [name], out var vectors, out _));
        foreach (var vector in vectors)
        {
            foreach (var member in vector.Expected.EnumerateObject())
            {
                var text = member.Value.ToString();
                var bent = text[..^1] + (text[^1] == '0' ? '1' : '0');
                Assert.NotNull(Run(topic, vector, new JsonObject { [member.Name] = bent }));
            }
            Assert.NotNull(Run(topic, vector, new JsonObject { ["error"] = "any" }));
            Assert.NotNull(Run(topic, vector, new JsonObject { ["valid"] = false }));
        }
    }

    [Theory]
    [InlineData("""{"iad_9F10":"9383"}""")]
    [InlineData("""{"iad_9F10":"0G"}""")]
    [InlineData("""{"iad_9F10":"06010A03000000","tags":{"9F02":"000000000100"}}""")]
    [InlineData("""{"iad_9F10":"06019903000000","tags":{"9F02":"000000000100"}}""")]
    [InlineData("""{"key":"AAAA","data":"00","padding":"ISO9797-1 method 1"}""")]
    [InlineData("""{"sk":"00","ac_data":"00","padding":"ISO9797-1 method 2"}""")]
    public void Bad_input_is_refused_when_a_refusal_is_wanted(string inputs)
    {
        var vector = new Vector(
            "emv-cryptogram",
            "bad",
            JsonDocument.Parse(inputs).RootElement,
            JsonDocument.Parse("""{"error":"any"}""").RootElement);
        Assert.True(new EmvCryptogramTopic().TryRun(vector, out var failure));
        Assert.Null(failure);
    }

    [Fact]
    public void Unknown_algorithm_is_unsupported()
    {
        var vector = new Vector(
            "emv-key-derivation",
            "new",
            JsonDocument.Parse("""{"alg":"SOMETHING_ELSE"}""").RootElement,
            JsonDocument.Parse("""{"sk":"00"}""").RootElement);
        Assert.False(new EmvKeyDerivationTopic().TryRun(vector, out _));
    }

    private static string? Run(ITopic topic, Vector vector, JsonObject expected)
    {
        var bent = vector with { Expected = JsonSerializer.SerializeToElement(expected) };
        Assert.True(topic.TryRun(bent, out var failure), vector.Name);
        return failure;
    }
}
