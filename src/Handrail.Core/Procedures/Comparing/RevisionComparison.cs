using System.Text.Json.Serialization;

namespace Handrail.Core.Procedures.Comparing;

/// <summary>How much a change matters; a hint for the author, who decides.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Weight>))]
public enum Weight { None, Editorial, Material }

public enum Change { Unchanged, Added, Removed, Changed, Moved }

/// <summary>One piece of text in both revisions: a step's instruction, a field line, a section. One side is empty where it was added or removed.</summary>
/// <param name="Name">What a person calls it: "Instruction", "Verify", "Purpose".</param>
public sealed record TextChange(string Name, Change Change, Weight Weight, IReadOnlyList<DiffSegment> Segments);

/// <param name="Anchor">The step's identity, of the new revision where it stands in both.</param>
/// <param name="Old">Null when the step was added.</param>
/// <param name="New">Null when the step was removed.</param>
/// <param name="Moved">Stands elsewhere among its neighbours; its text may have changed as well.</param>
/// <param name="Parts">Only what differs, in the order of the step; empty for a step added or removed.</param>
public sealed record StepChange(string Anchor, Step? Old, Step? New, bool Moved, IReadOnlyList<TextChange> Parts)
{
    /// <summary>Changed text goes before a changed place.</summary>
    public Change Change => this switch
    {
        { Old: null } => Change.Added,
        { New: null } => Change.Removed,
        { Parts.Count: > 0 } => Change.Changed,
        { Moved: true } => Change.Moved,
        _ => Change.Unchanged,
    };
}

/// <summary>
/// What differs between two revisions of a procedure. Steps are the same step when their anchors are the same; a step whose anchor is only derived
/// from its instruction is also found again by the likeness of its words. Every difference of the two texts is in here, except list numbers,
/// indentation, blank lines and anchors.
/// </summary>
/// <param name="Steps">In the order of the new revision; removed steps stand where they were.</param>
/// <param name="Texts">The front matter and the sections, without their steps, in the order of the new revision; those unchanged too.</param>
public sealed record RevisionComparison(IReadOnlyList<StepChange> Steps, IReadOnlyList<TextChange> Texts)
{
    public static RevisionComparison Of(Procedure old, Procedure @new) => Of(old, AsRead.Written, @new, AsRead.Written);

    /// <summary>As people read the two texts.</summary>
    public static RevisionComparison Of(Procedure old, AsRead before, Procedure @new, AsRead after)
    {
        var (was, now) = (new Side(old, before), new Side(@new, after));
        return new(StepMatching.Compare(was, now), SectionTexts.Compare(was, now));
    }

    public Weight Weight =>
        Steps.Any(step => step.Moved || step.Change is Change.Added or Change.Removed) ? Weight.Material
        : Steps.SelectMany(step => step.Parts).Concat(Texts).Select(text => text.Weight).DefaultIfEmpty().Max();

    public bool IsEmpty => Weight == Weight.None;

    public int Count(Change change) => Steps.Count(step => step.Change == change);

    /// <summary>For people: "2 steps changed, 1 added, 1 moved; Scope changed."</summary>
    public string Sentence => Say("Nothing changed.", (change, _) => change.ToString().ToLowerInvariant());

    /// <summary>The same where the two stand beside each other: "2 steps differ, 1 added, 1 left out; Scope differs."</summary>
    public string SentenceOfDifference => Say("Nothing differs.", (change, count) => change switch
    {
        Change.Changed => count == 1 ? "differs" : "differ",
        Change.Removed => "left out",
        Change.Moved => "elsewhere",
        _ => "added",
    });

    /// <param name="word">For what happened to so many.</param>
    string Say(string nothing, Func<Change, int, string> word)
    {
        string[] steps = [.. StepCounts(word)];
        string[] texts = [.. Texts.Where(text => text.Change != Change.Unchanged).Select(text => $"{text.Name} {word(text.Change, 1)}")];
        if (texts.Length > 3) texts = [$"{texts.Length} sections differ"];
        return steps.Length + texts.Length == 0 ? nothing : string.Join("; ", new[] { string.Join(", ", steps), string.Join(", ", texts) }.Where(part => part.Length > 0)) + ".";
    }

    IEnumerable<string> StepCounts(Func<Change, int, string> word)
    {
        var first = true;
        foreach (var change in new[] { Change.Changed, Change.Added, Change.Removed, Change.Moved })
        {
            if (Count(change) is not (> 0 and var count)) continue;
            yield return $"{count}{(first ? count == 1 ? " step" : " steps" : "")} {word(change, count)}";
            first = false;
        }
    }
}
