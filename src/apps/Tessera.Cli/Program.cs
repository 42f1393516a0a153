using System.CommandLine;
using Tessera.Cli;

return await Verbs.Root().Parse(args).InvokeAsync();
