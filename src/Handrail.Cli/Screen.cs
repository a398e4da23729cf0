using Spectre.Console;

namespace Handrail.Cli;

/// <summary>Standard output for what was asked for, standard error for what is said about it. Colours only where a person looks.</summary>
static class Screen
{
    const int NeverWrap = 1_000_000;

    public static IAnsiConsole Out { get; } = Over(Console.Out, Console.IsOutputRedirected);
    public static IAnsiConsole Error { get; } = Over(Console.Error, Console.IsErrorRedirected);

    static IAnsiConsole Over(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(writer), Interactive = InteractionSupport.No });
        if (redirected)
        {
            console.Profile.Width = NeverWrap;
            console.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
            console.Profile.Capabilities.Ansi = false;
        }
        return console;
    }

    public static void Problem(string message) => Error.Line(message, "red");

    public static void Line(this IAnsiConsole console, string text = "", string? style = null)
    {
        var safe = Markup.Escape(Safe(text));
        console.MarkupLine(style is null ? safe : $"[{style}]{safe}[/]");
    }

    public static void Write(this IAnsiConsole console, string text, string style) => console.Markup($"[{style}]{Markup.Escape(Safe(text))}[/]");

    /// <summary>Texts come from files of others: whatever would command the terminal is shown as "?".</summary>
    public static string Safe(string text) => string.Concat(text.Select(c => char.IsControl(c) && c is not ('\n' or '\t') ? '?' : c));
}
