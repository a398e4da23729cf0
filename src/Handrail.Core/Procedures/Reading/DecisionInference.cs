using System.Text.RegularExpressions;

namespace Handrail.Core.Procedures.Reading;

/// <summary>Finds a decision in prose: "If the account is privileged, go to step 4; otherwise go to step 6."</summary>
static partial class DecisionInference
{
    const int Longest = 2000;

    /// <returns>The answers, marked as inferred; null where the instruction sends nobody anywhere.</returns>
    internal static List<Answer>? Read(Step step, string source, StepLookup find)
    {
        if (step.InstructionSpan.Length > Longest || !MayDecide(step.Instruction)) return null;
        var text = PlainText.Collapse(source.AsSpan(step.InstructionSpan.Start, step.InstructionSpan.Length));
        if (If().Match(text) is not { Success: true } match || Exit(match.Groups["exit"].Value, find) is not { } exit) return null;
        var condition = match.Groups["condition"].Value.Trim(' ', '*', '_');
        var otherwise = Otherwise().Match(text, match.Index + match.Length);
        var other = otherwise.Success ? Exit(otherwise.Groups["exit"].Value, find) ?? new Exit.Advice(otherwise.Groups["exit"].Value) : new Exit.Continue();
        return
        [
            new(char.ToUpperInvariant(condition[0]) + condition[1..], exit, Inferred: true, step.InstructionSpan),
            new("Otherwise", other, Inferred: true, step.InstructionSpan),
        ];
    }

    static bool MayDecide(string text) =>
        text.Contains("if ", StringComparison.OrdinalIgnoreCase) && (text.Contains("step ", StringComparison.OrdinalIgnoreCase) || text.Contains("go ", StringComparison.OrdinalIgnoreCase) || text.Contains("skip ", StringComparison.OrdinalIgnoreCase));

    /// <summary>Only what leads to a step or a procedure; advice is not a way.</summary>
    static Exit? Exit(string words, StepLookup find) => ExitReader.Read(words, find) is var exit and not Procedures.Exit.Advice ? exit : null;

    [GeneratedRegex(@"(?:^|[.;:!?]\s+|\s)if\s+(?<condition>[^.;:]{3,200}?)(?:,\s*|\s+)(?:then\s+)?(?:please\s+)?(?<exit>(?:go (?:back )?to|return to|skip (?:ahead )?to|jump to|proceed to|continue (?:with|at|from)|repeat(?: from)?)\s+(?:step\s+[A-Z]?\d+(?:\.\d+)*|\[[^\]]*\]\([^)\s]*\)))", RegexOptions.IgnoreCase)]
    private static partial Regex If();

    [GeneratedRegex(@"\b(?:otherwise|if not|else),?\s+(?<exit>[^.;]{3,200})", RegexOptions.IgnoreCase)]
    private static partial Regex Otherwise();
}
