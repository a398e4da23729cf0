using Handrail.Core.Procedures;
using Handrail.Core.Running;
using Spectre.Console;

namespace Handrail.Cli.Running;

/// <summary>Question and answer, line by line: with a person at the keyboard, or with lines from a file. The conversation goes to standard error.</summary>
sealed class Terminal(TextReader input, IAnsiConsole console)
{
    static readonly char[] Commas = [',', ';'];

    /// <summary>There will be no more answers.</summary>
    public bool Ended { get; private set; }

    public void Say(string text = "", string? style = null) => console.Line(text, style);

    /// <summary>Null when the input has ended.</summary>
    public string? Ask(string question)
    {
        if (Ended) return null;
        console.Write($"{question} ", "cyan");
        var answer = input.ReadLine()?.Trim();
        Ended = answer is null;
        if (Console.IsInputRedirected) console.Line(answer ?? "(the input ends here)");
        return answer;
    }

    /// <summary>Until there is an answer; null when the input has ended.</summary>
    public string? Insist(string question)
    {
        var answer = Ask(question);
        while (answer is { Length: 0 }) answer = Ask(question);
        return answer;
    }

    public bool? YesOrNo(string question)
    {
        while (Ask($"{question} (yes/no)") is { } answer)
        {
            if (Is(answer, "yes", "y")) return true;
            if (Is(answer, "no", "n")) return false;
        }
        return null;
    }

    public static IReadOnlyList<string> Several(string line) => [.. line.Split(Commas, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>Null when the input has ended.</summary>
    public FieldValue? Field(RecordField field)
    {
        var question = $"{StepWords.Of(field)}:";
        if ((field.Required ? Insist(question) : Ask(question)) is not { } answer) return null;
        return new(field.Key, answer.Length == 0 ? [] : field.Type == FieldType.Checklist ? Several(answer) : [answer]);
    }

    public static bool Is(string answer, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (string.Equals(answer, word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
