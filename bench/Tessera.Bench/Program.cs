using System.CommandLine;
using Tessera.Bench.Shards;

var root = new RootCommand("Measures Tessera, beside peers where there are some.")
{
    ShardVerb.Create(),
};
return await root.Parse(args).InvokeAsync();
