using CsCheck;
using Handrail.Core.Discovery;
using Handrail.Core.Procedures;

namespace Handrail.Core.Tests.Discovery;

/// <summary>People who answer everything, in words that mean something to Markdown and to the format.</summary>
static class AnyVoices
{
    public static readonly Gen<string> Said = Gen.OneOf(
        "We do it by mail", "I ask Tom. He does it the same day.", "# first", "- a bullet", "1. a number", "[ ] a box", "> a quote", "```", "`open", "**open", "---", "two\nlines", "{{it}}", "{#anchor}", "a | b", "<!-- open", "<div>",
        "trailing\\", "Is it urgent?", "[x](y.md)", "===", "Role: nobody", "- Role: nobody", "If it is late, go to step 3", "Yes: stop", "## Steps\n1. one", "![p](q.png)", "e.g. on Fridays", "Ça va. Été comme hiver.", "see https://intranet.example/a_b", "\tcode?", "a\n\n\nb", "Disable", "&amp; <b>");

    public static Gen<IReadOnlyList<Voice>> About(Procedure template)
    {
        string[] anchors = [.. template.AllSteps.Select(step => step.Anchor)];
        var answer = Gen.Select(Gen.Enum<Practice>(), Said, Gen.Bool).Select((practice, words, silent) => (Practice: practice, Words: silent ? "" : words));
        var steps = answer.Array[anchors.Length].Select(answers => answers.Select((given, at) => new StepAnswer(anchors[at], given.Practice, given.Words)).ToArray());
        var added = Gen.Select(Gen.Int[-1, anchors.Length - 1], Said).Select((at, words) => new AddedStep(at < 0 ? "" : anchors[at], words)).Array[0, 3];
        return Gen.Select(steps, added).Select((all, more) => new Voice("Jo [Birch]", new(0), new(all, more, []))).Array[1, 2].Select(voices => (IReadOnlyList<Voice>)voices);
    }

    /// <summary>Every word somebody typed, line by line and sentence by sentence.</summary>
    public static IEnumerable<string> Words(Voice voice) => voice.Answers.Steps.Select(step => step.Words).Concat(voice.Answers.Added.Select(added => added.Words)).SelectMany(words => words.Split('\n')).SelectMany(line => line.Split(". "));

    /// <summary>Without marks that escape others, and with the space between words gone, which the text may break.</summary>
    public static string Plain(string text) => new([.. text.Where(letter => letter != '\\' && !char.IsWhiteSpace(letter))]);
}
