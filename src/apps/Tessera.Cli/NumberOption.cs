using System.CommandLine;

namespace Tessera.Cli;

/// <summary>An option that is a number within a range.</summary>
internal static class NumberOption
{
    public static Option<int> Of(string name, string text, int usual, int least, int most)
    {
        var option = new Option<int>(name)
        {
            Description = $"{text} {least} to {most}, {usual} unless given.",
            DefaultValueFactory = _ => usual,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var value && (value < least || value > most))
            {
                result.AddError($"{name} is {least} to {most}.");
            }
        });
        return option;
    }
}
