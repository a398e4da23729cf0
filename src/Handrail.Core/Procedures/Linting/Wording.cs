using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Handrail.Core.Procedures.Linting;

/// <summary>English, as far as lint reads it: where one action ends and the next begins, and words that leave the reader alone.</summary>
static partial class Wording
{
    static readonly FrozenSet<string> Gestures = FrozenSet.Create("choose", "select", "click", "press", "open", "go", "enter", "type", "navigate", "scroll", "tick", "check", "uncheck", "expand", "paste", "copy", "search", "find", "browse", "double-click", "drag", "hover", "tap", "sign", "log", "submit", "save");
    static readonly FrozenSet<string> NoActions = FrozenSet.Create("note", "see", "use", "remember", "be", "do", "don't", "ensure", "make", "refer", "consider", "keep", "expect", "avoid", "understand", "include", "assume", "read", "let", "continue", "follow", "repeat");

    /// <summary>The words that join one action to another in an instruction (" and then ", ". ", "; "), as places within it. High precision: in doubt there is one action.</summary>
    public static List<Span> Joints(string instruction)
    {
        var joints = new List<Span>();
        if (!Opening.IsOrder(instruction)) return joints;
        foreach (Match joint in Joint().Matches(instruction))
        {
            var next = joint.Groups["next"].Value.ToLowerInvariant();
            var before = instruction[..joint.Index];
            if (!Verbs.Know(next) || NoActions.Contains(next) || Gestures.Contains(next) && AnyWord().Matches(before).Any(word => Gestures.Contains(word.Value.ToLowerInvariant()))) continue;
            if (Depth(before) == 0 && IsJoint(joint, before, next)) joints.Add(new(joint.Index, joint.Groups["next"].Index));
        }
        return joints;
    }

    static bool IsJoint(Match joint, string before, string next) => joint.Groups["words"].Value.Trim(' ', ',').ToLowerInvariant() switch
    {
        "." => char.IsUpper(joint.Groups["next"].Value[0]) && (Verbs.IsOnlyVerb(next) || Determiner().IsMatch(joint.Groups["after"].Value)) && !Abbreviation().IsMatch(before),
        // "If it is down, then restart it" is one action with a condition.
        "then" => !Clause().IsMatch(before),
        "and" => Verbs.IsOnlyVerb(next) && before.Count(letter => letter == ' ') >= 2 && !before.Contains(',', StringComparison.Ordinal) && !Clause().IsMatch(before) && !Infinitive().IsMatch(before),
        _ => true,
    };

    static int Depth(string text) => text.Count(letter => letter is '(' or '[') - text.Count(letter => letter is ')' or ']') + text.Count(letter => letter is '"' or '`') % 2;

    /// <summary>Does the instruction order something that is not easily had back?</summary>
    public static bool Destroys(string instruction)
    {
        if (!Opening.IsOrder(instruction)) return false;
        foreach (Match order in Order().Matches(instruction))
            if (Verbs.Destroys(order.Groups["verb"].Value.ToLowerInvariant())) return true;
        return DestroyingPhrase().IsMatch(instruction);
    }

    /// <summary>Is the instruction itself a look at the result?</summary>
    public static bool Checks(string instruction) => Check().IsMatch(instruction);

    /// <summary>Vague words, each named after what it leaves open: when, soon, often, how, who, what, list.</summary>
    public static IEnumerable<Match> VagueWords(string text) => text.AsSpan().ContainsAny(PartsOfVagueWords) ? Vague().Matches(text) : [];

    // One fast look spares most instructions the slow expression.
    static readonly SearchValues<string> PartsOfVagueWords = SearchValues.Create(
        ["appropriate", "necessary", "needed", "required", "applicable", "possible", "practicable", "feasible", "relevant", "warranted", "soon", "asap", "timely", "promptly", "delay", "regular", "periodic", "time to time", "every so",
         "proper", "adequate", "sufficient", "suitabl", "satisfactor", "reasonabl", "usual", "judg", "best effort", "responsible", "etc", "and so"], StringComparison.OrdinalIgnoreCase);

    public static int Words(string text) => Word().Count(text);

    [GeneratedRegex(@"(?<words>,? and then |, then |; then |\. then |\. |; |,? and )(?<next>[\p{L}][\p{L}'’-]*)(?= (?<after>\S+))", RegexOptions.IgnoreCase)]
    private static partial Regex Joint();

    [GeneratedRegex(@"[\p{L}][\p{L}'’-]*")]
    private static partial Regex AnyWord();

    [GeneratedRegex(@"^(?:the|an?|all|any|each|every|your|its|their|this|that|these|those|it|them)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Determiner();

    [GeneratedRegex(@"(?:\b(?:e\.g|i\.e|etc|vs|approx|incl|no|inc|ltd|dr|mr|ms)|\.\p{L})$", RegexOptions.IgnoreCase)]
    private static partial Regex Abbreviation();

    [GeneratedRegex(@"\b(?:if|when|once|whenever|unless|until|while|that|who|whom|which|what|how|whether|where|can|could|should|will|may|might|must|before|after|by|for example)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Clause();

    [GeneratedRegex(@"\b(?:to|not|please|you|we|they|and|or) \p{L}+", RegexOptions.IgnoreCase)]
    private static partial Regex Infinitive();

    [GeneratedRegex(@"(?:^\W*(?:[Tt]hen |[Ii]mmediately |[Pp]ermanently |[Ss]ecurely )?|[.,:;] |\band (?:then )?)(?<verb>[\p{L}-]+) (?=[\p{L}\p{N}\[*_""“`{<'])")]
    private static partial Regex Order();

    [GeneratedRegex(@"^\W*(?:shut (?:it |the \w+ )?down|power off|roll out|factory[ -]reset)\b", RegexOptions.IgnoreCase)]
    private static partial Regex DestroyingPhrase();

    [GeneratedRegex(@"\b(?:rm -[a-z]*r|mkfs|dd if=|drop (?:table|database)\b|terraform (?:apply|destroy)|kubectl delete|git push (?:--force|-f)\b|Remove-Item|diskpart)", RegexOptions.IgnoreCase)]
    public static partial Regex DestroyingCommand();

    [GeneratedRegex(@"^\W*(?:(?:then|finally|next|and),? )?(?:re-?)?(?:verify|check|confirm|validate|test|make sure|ensure|monitor|observe|compare|inspect|review)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Check();

    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}'’./_-]*")]
    private static partial Regex Word();

    // What each leaves open is said beside it in WordingRules.
    [GeneratedRegex("""
        \b(?:
          (?<when>(?:(?<!\bas\ (?:\S+\ ){1,3})as|if|where|when|whenever|wherever)\ (?:appropriate|necessary|needed|required|applicable|(?<!\bas\ )possible|practicable|feasible|relevant|warranted)(?!\ (?:for|to|by|in|on|of|that|with)\b))
        | (?<soon>as\ soon\ as\ (?:possible|practicable|feasible)|asap|in\ a\ timely\ (?:manner|fashion)|timely|promptly|without\ (?:undue|unnecessary)\ delay)
        | (?<often>regularly|periodically|from\ time\ to\ time|on\ a\ (?:regular|periodic)\ basis|every\ so\ often)
        | (?<how>properly|appropriately|adequately|sufficiently|suitably|satisfactorily|reasonabl[ey]|as\ usual|in\ the\ usual\ way|use\ (?:your\ )?(?:best\ )?judg(?:e)?ment|best\ effort)
        | (?<who>(?:the\ |an\ |any\ )?(?:appropriate|relevant|responsible|suitable)\ (?:person|people|parties|party|team|teams|personnel|staff|stakeholders?|authorit(?:y|ies)|contacts?|individuals?|departments?))
        | (?<what>(?:the\ )?(?:appropriate|necessary|suitable|adequate|reasonable)\ (?:actions?|steps?|measures?|precautions?|changes|means|procedures?))
        )\b
        | (?<list>\b(?:etc\.|etc\b|and\ so\ (?:on|forth)\b))
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Vague();

    [GeneratedRegex(@"\b(?:TODO|TBD|FIXME)\b|\b[Tt]o be (?:determined|decided|defined|written|completed)(?=[ ]*[.)\]|\r\n]|$)|\b[Ll]orem ipsum\b|<[Ii]nsert [^<>\n]{1,60}>|\[[Ii]nsert [^\]\n]{1,60}\](?!\()")]
    public static partial Regex Unfinished();
}
