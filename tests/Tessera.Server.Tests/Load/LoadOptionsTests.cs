using System.CommandLine;
using Tessera.Cli.Load;
using Tessera.Cli.Load.Wire;

namespace Tessera.Server.Tests.Load;

public sealed class LoadOptionsTests
{
    private static readonly PaceOptions Pace = new(inFlight: 8, connections: 4, perSecond: 100);

    [Fact]
    public void What_is_left_out_is_as_usual()
    {
        var parsed = Parse("--seconds 3 --warm-up 1");
        var settings = Pace.Read(parsed);
        Assert.Equal((8, 4, 0, 500), (settings.InFlight, settings.Connections, settings.Rate, settings.Messages));
        Assert.Equal(LoadTarget.Own, LoadTarget.Read(parsed, hasIso: true));
        Assert.Equal(200, Pace.Read(Parse("--seconds 3 --warm-up 0 --rate 50")).Messages);
    }

    [Fact]
    public void A_running_server_is_named_with_its_key_and_its_iso_door()
    {
        var target = LoadTarget.Read(
            Parse("--url http://localhost:5080 --iso localhost:9000 --admin-key secret"), hasIso: true);
        Assert.Equal(new LoadTarget("http://localhost:5080", "localhost", 9000, "secret"), target);
    }

    [Theory]
    [InlineData("--connections 9")]
    [InlineData("--devices 3")]
    [InlineData("--url nowhere --admin-key x")]
    [InlineData("--url http://localhost:5080 --admin-key x --iso localhost")]
    [InlineData("--url http://localhost:5080 --admin-key x --iso localhost:0")]
    public void What_does_not_go_together_is_said(string options)
    {
        var parsed = Parse(options);
        var fault = Assert.Throws<LoadException>(() => (Pace.Read(parsed), LoadTarget.Read(parsed, hasIso: true)));
        Assert.True(fault.IsUsage);
    }

    private static ParseResult Parse(string options)
    {
        var verb = new Command("load");
        Pace.AddTo(verb);
        LoadTarget.AddTo(verb, hasIso: true);
        var parsed = verb.Parse(options);
        Assert.Empty(parsed.Errors);
        return parsed;
    }
}
