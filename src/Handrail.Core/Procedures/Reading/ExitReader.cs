using System.Text.RegularExpressions;

namespace Handrail.Core.Procedures.Reading;

/// <summary>Finds the step a number or an anchor means; null where there is none.</summary>
delegate string? StepLookup(string numberOrAnchor);

/// <summary>Reads where an answer or a failed step leads: "go to ...", "continue", "stop", "roll back", "start ...".</summary>
static partial class ExitReader
{
    static readonly string[] Going = ["go to ", "goto ", "go back to ", "return to ", "jump to ", "skip to ", "skip ahead to ", "proceed to ", "proceed with ", "continue with ", "continue at ", "continue to ", "continue from ", "repeat from ", "repeat "];
    static readonly HashSet<string> Continuing = new(["continue", "carry on", "proceed", "next step", "the next step", "go on", "continue below"], StringComparer.OrdinalIgnoreCase);
    static readonly HashSet<string> Stopping = new(["stop", "stop here", "end", "end here", "stop the run", "end the run", "stop the procedure", "end the procedure", "stop this procedure", "end this procedure", "end of procedure", "the end", "done", "finish"], StringComparer.OrdinalIgnoreCase);
    static readonly HashSet<string> RollingBack = new(["roll back", "rollback", "roll-back", "the rollback", "start the rollback", "back out"], StringComparer.OrdinalIgnoreCase);

    /// <param name="value">Plain text with links kept as Markdown.</param>
    /// <returns>What it says, <see cref="Exit.Advice"/> with its words where it leads nowhere known.</returns>
    internal static Exit Read(string value, StepLookup find)
    {
        var words = value.Trim().TrimEnd('.');
        if (Continuing.Contains(words)) return new Exit.Continue();
        if (Stopping.Contains(words)) return new Exit.Stop();
        if (RollingBack.Contains(words)) return new Exit.RollBack();
        foreach (var going in Going)
            if (words.StartsWith(going, StringComparison.OrdinalIgnoreCase))
                return Target(words[going.Length..].Trim(), find) ?? new Exit.Advice(value);
        if (words.StartsWith("start ", StringComparison.OrdinalIgnoreCase) && Link(words[6..]) is { } started) return new Exit.Start(started);
        return new Exit.Advice(value);
    }

    /// <summary>"step 4", "4.1", "[Rotate](#rotate)", "the next step", "rollback", "[Insider threat](insider-threat.md)".</summary>
    internal static Exit? Target(string words, StepLookup find)
    {
        if (Continuing.Contains(words)) return new Exit.Continue();
        if (RollingBack.Contains(words)) return new Exit.RollBack();
        if (Link(words) is { } link)
            return link.Target.StartsWith('#') ? new Exit.GoTo(find(link.Target) ?? link.Target[1..]) : new Exit.Start(link);
        var number = words.StartsWith("step ", StringComparison.OrdinalIgnoreCase) ? words[5..] : words;
        var length = 0;
        while (length < number.Length && (char.IsAsciiLetterOrDigit(number[length]) || number[length] == '.' && length + 1 < number.Length && char.IsAsciiDigit(number[length + 1]))) length++;
        return length > 0 && number.AsSpan(0, length).ContainsAnyInRange('0', '9') && IsEnd(number, length) && find(number[..length]) is { } anchor ? new Exit.GoTo(anchor) : null;
    }

    /// <summary>After the number nothing may follow that makes it another thing ("go to 3 sites").</summary>
    static bool IsEnd(string text, int at) => at == text.Length || !char.IsWhiteSpace(text[at]) || text[at - 1] is '.' or ',' or ';' || text.AsSpan(at).TrimStart() is var rest && (rest.IsEmpty || !char.IsLetterOrDigit(rest[0]) || rest.StartsWith("and ") || rest.StartsWith("of ") || rest.StartsWith("above") || rest.StartsWith("below"));

    /// <summary>Up to the closing bracket, without title; in angle brackets any character may stand.</summary>
    static string? Target(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        if (text is ['<', ..]) return text.IndexOf('>') is > 0 and var end ? text[1..end].ToString() : null;
        var (depth, length) = (0, 0);
        for (; length < text.Length && (text[length] != ')' || depth > 0); length++) depth += text[length] switch { '(' => 1, ')' => -1, _ => 0 };
        if (length == text.Length) return null;
        var target = text[..length].TrimEnd();
        return target[..(target.IndexOf(' ') is >= 0 and var title ? title : target.Length)].ToString();
    }

    static int Unescaped(string words, string mark, int from)
    {
        var at = words.IndexOf(mark, from, StringComparison.Ordinal);
        while (at > 0 && words[at - 1] == '\\') at = words.IndexOf(mark, at + 1, StringComparison.Ordinal);
        return at;
    }

    static string Unescaped(string text) => text.Contains('\\') ? Escape().Replace(text, "$1") : text;

    [GeneratedRegex(@"\\([!-/:-@[-`{-~])")]
    private static partial Regex Escape();

    /// <summary>The first link, or a procedure's number such as SOP-014.</summary>
    internal static ProcedureLink? Link(string words)
    {
        var open = Unescaped(words, "[", 0);
        var middle = open < 0 ? -1 : Unescaped(words, "](", open);
        if (middle >= 0 && Target(words.AsSpan(middle + 2)) is { } target) return new(Unescaped(words[(open + 1)..middle]), target);
        var number = words.AsSpan().Trim().TrimEnd('.');
        var hyphen = number.IndexOf('-');
        var isNumber = hyphen > 0 && !number[..hyphen].ContainsAnyExceptInRange('A', 'Z') && hyphen + 1 < number.Length && !number[(hyphen + 1)..].ContainsAnyExceptInRange('0', '9');
        return isNumber ? new(number.ToString(), number.ToString()) : null;
    }
}
