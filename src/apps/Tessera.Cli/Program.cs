using Tessera.Cli;

var command = Verbs.Root().Parse(args);
var code = await command.InvokeAsync();
return command.Errors.Count > 0 ? ExitCode.Usage : code;
