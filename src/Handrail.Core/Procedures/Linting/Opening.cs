using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Handrail.Core.Procedures.Linting;

enum OpeningKind
{
    /// <summary>An order, or something that may be one.</summary>
    Fine,
    /// <summary>Surely no order: it starts with an article, a person, a thing.</summary>
    NoOrder,
    /// <summary>An order in another form: "Running the scan", "Notifies the manager".</summary>
    OtherForm,
}

/// <summary>How an instruction begins. What is not surely wrong is fine.</summary>
/// <param name="Word">The word it was judged by, lower case.</param>
/// <param name="Better">The imperative, where the word has another form of it.</param>
/// <param name="At">Where the word stands in the instruction.</param>
readonly partial record struct Opening(OpeningKind Kind, string Word, string? Better, int At)
{
    static readonly Opening Fine = new(OpeningKind.Fine, "", null, 0);

    static readonly FrozenSet<string> Persons = Set("the a an this that these those all any each every some no it its he she they we you your our their i there both other another several many most who which what");
    static readonly FrozenSet<string> Fillers = Set("please then now next first second third finally lastly also always never again afterwards meanwhile instead kindly so and or but optional todo tbd");
    static readonly FrozenSet<string> Clauses = Set("""
        if when whenever once after before for from in on at to as with within without while where wherever unless until upon under over by because since using during via through
        per depending given should based except besides regardless whether only not either neither assuming provided as-needed
        """);
    static readonly FrozenSet<string> Statements = Set("and or of will may must should in on for by from");
    static readonly FrozenSet<string> Determiners = Set("the a an all any each every your its their this that these those it them up out off down on");

    public static Opening Of(string instruction)
    {
        if (FirstWord(instruction) is not { } word || IsCommand(instruction)) return Fine;
        return Judge(instruction, word.In(instruction).ToLowerInvariant(), word.Start, word.End);
    }

    /// <summary>Surely an order, perhaps behind a condition or a place ("If it is down, restart it").</summary>
    public static bool IsOrder(string instruction) =>
        FirstWord(instruction) is { } word && word.In(instruction).ToLowerInvariant() is var lower && (Verbs.Know(lower) || Clauses.Contains(lower));

    // A tag or remark in brackets, "please", "then" and adverbs come before the word that counts.
    static Span? FirstWord(string instruction)
    {
        var start = Tag().Match(instruction).Length;
        foreach (var word in AnyWord().EnumerateMatches(instruction, start))
        {
            var lower = instruction.Substring(word.Index, word.Length).ToLowerInvariant();
            if (!Fillers.Contains(lower) && !Verbs.IsAdverb(lower)) return new(word.Index, word.Index + word.Length);
        }
        return null;
    }

    static bool IsCommand(string instruction) => instruction.TrimStart() is ['`' or '$' or '<' or '{' or '|', ..] || instruction.TrimEnd().EndsWith('?');

    static Opening Judge(string instruction, string word, int start, int end)
    {
        if (Verbs.Know(word) || Clauses.Contains(word)) return Fine;
        // "Identity: verify it" and "In short, verify it" give the order after a label or a clause.
        if (instruction.IndexOfAny([':', ','], end) is > 0 and var mark && AnyWord().Match(instruction, mark) is { Success: true } next && Verbs.Know(next.Value.ToLowerInvariant())) return Fine;
        if (Persons.Contains(word)) return word[0] == 'w' && instruction.Contains('?', StringComparison.Ordinal) ? Fine : new(OpeningKind.NoOrder, word, null, start);
        if (Verbs.Imperative(word) is { } better) return CanStandFor(better, word, instruction, end) ? new(OpeningKind.OtherForm, word, better, start) : new(OpeningKind.NoOrder, word, null, start);
        return NamesAThing().IsMatch(word) || IsBareName(instruction, end) ? new(OpeningKind.NoOrder, word, null, start) : Fine;
    }

    /// <summary>
    /// "Running the scan" and "Notifies the manager" become orders by their first word alone; "Running the scan takes an hour", "Modified policies"
    /// and "Patches from the vendor" do not.
    /// </summary>
    static bool CanStandFor(string better, string word, string instruction, int end)
    {
        if (word.EndsWith("ed", StringComparison.Ordinal) || !word.EndsWith("ing", StringComparison.Ordinal) && !Verbs.IsOnlyVerb(better)) return false;
        string[] rest = [.. AnyWord().Matches(instruction, end).Select(match => match.Value.ToLowerInvariant())];
        return rest.Length is > 0 and <= 10 && !Statements.Contains(rest[0]) && !rest.Any(IsStatement);

        static bool IsStatement(string word) => word is "is" or "are" or "was" or "were" or "has" or "can" || word.EndsWith('s') && Verbs.Imperative(word) is { } verb && Verbs.IsOnlyVerb(verb);
    }

    /// <summary>A handful of words with no order among them: "Firewall rules", "Key handover form".</summary>
    static bool IsBareName(string instruction, int end)
    {
        var words = 0;
        foreach (var word in AnyWord().EnumerateMatches(instruction, end))
        {
            var lower = instruction.Substring(word.Index, word.Length).ToLowerInvariant();
            if (words == 0 && Determiners.Contains(lower)) return false;
            if (++words > 4 || Verbs.Know(lower)) return false;
        }
        return words > 0 && !instruction.Contains('`', StringComparison.Ordinal);
    }

    static FrozenSet<string> Set(string words) => words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();

    [GeneratedRegex(@"^\s*(?:\[[^\]]*\]|\([^)]*\)|[\p{L}]\)|\s)*")]
    private static partial Regex Tag();

    [GeneratedRegex(@"[\p{L}][\p{L}\p{M}\p{N}'’-]*")]
    private static partial Regex AnyWord();

    [GeneratedRegex(@"(?:tion|sion|ment|ness|ity|ship|ism|ology|ance|ence)s?$")]
    private static partial Regex NamesAThing();
}
