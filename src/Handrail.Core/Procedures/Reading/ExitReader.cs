namespace Handrail.Core.Procedures.Reading;

/// <summary>Finds the step a number or an anchor means; null where there is none.</summary>
delegate string? StepLookup(string numberOrAnchor);

/// <summary>Reads where an answer or a failed step leads: "go to ...", "continue", "stop", "roll back", "start ...".</summary>
static class ExitReader
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

    /// <summary>The first link, or a procedure's number such as SOP-014.</summary>
    internal static ProcedureLink? Link(string words)
    {
        var open = words.IndexOf('[');
        var middle = open < 0 ? -1 : words.IndexOf("](", open, StringComparison.Ordinal);
        var close = middle < 0 ? -1 : words.IndexOf(')', middle);
        if (close > 0) return new(words[(open + 1)..middle], words[(middle + 2)..close].Trim().Trim('<', '>'));
        var number = words.AsSpan().Trim().TrimEnd('.');
        var hyphen = number.IndexOf('-');
        var isNumber = hyphen > 0 && !number[..hyphen].ContainsAnyExceptInRange('A', 'Z') && hyphen + 1 < number.Length && !number[(hyphen + 1)..].ContainsAnyExceptInRange('0', '9');
        return isNumber ? new(number.ToString(), number.ToString()) : null;
    }
}
