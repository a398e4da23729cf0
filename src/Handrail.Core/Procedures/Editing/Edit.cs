namespace Handrail.Core.Procedures.Editing;

/// <summary>
/// One change somebody wants to make, as a value: it names steps by their anchors, so it can be kept, sent, and made on a newer text.
/// Making it replaces only the text it concerns, in the style of the document. Beyond that only list numbers change, where the author counts on,
/// and what keeps other steps the same: their anchors, and numbers that would come to mean another step.
/// </summary>
public abstract record Edit
{
    /// <summary>In the front matter where it stands there, and in the first heading.</summary>
    public sealed record SetTitle(string Title) : Edit;
    /// <summary>A key of the front matter, which is begun where there is none; without values the key is taken away.</summary>
    public sealed record SetHeader(string Key, params IReadOnlyList<string> Values) : Edit;
    /// <summary>The words of a well-known section, which is added where it is missing; without words it is taken away.</summary>
    public sealed record SetSection(SectionKind Section, string Markdown) : Edit;
    /// <summary>The words of any passage there is; without words only its heading stays.</summary>
    /// <param name="Passage">Its address: of a section without steps, the section's anchor.</param>
    public sealed record SetText(string Passage, string Markdown) : Edit;
    /// <summary>One that is not there yet, in the place the format gives it.</summary>
    /// <param name="Heading">Of a section the format does not know.</param>
    /// <param name="BeforeSteps">Where such a section is to stand; else behind everything.</param>
    public sealed record AddSection(SectionKind Kind, string Heading, string Markdown, bool BeforeSteps = false) : Edit;
    /// <summary>What the format knows it as must stay; links to it keep their meaning.</summary>
    public sealed record RenameSection(string Section, string Heading) : Edit;
    /// <summary>With all its words; not one that holds steps.</summary>
    public sealed record RemoveSection(string Section) : Edit;

    public sealed record SetInstruction(string Step, string Markdown) : Edit;
    /// <summary>One piece of plain detail; one more at the end where there is none of that index, none without words.</summary>
    /// <param name="Index">Among the details that are for every tool.</param>
    public sealed record SetDetail(string Step, int Index, string Markdown) : Edit;
    /// <summary>A field line, added where it is missing.</summary>
    /// <param name="Name">Which of several lines of this key: the recorded field's label, the tool, the answer; else empty.</param>
    public sealed record SetField(string Step, FieldKey Key, string Value, string Name = "") : Edit;
    /// <summary>One more line of this key.</summary>
    /// <param name="Name">Of a tool or an answer; else empty.</param>
    public sealed record AddField(string Step, FieldKey Key, string Value, string Name = "") : Edit;
    public sealed record RemoveField(string Step, FieldKey Key, string Name = "") : Edit;
    public sealed record AddAnswer(string Step, string Label, Exit Exit) : Edit;
    public sealed record SetAnswer(string Step, string Label, Exit Exit, string NewLabel = "") : Edit;
    /// <summary>Writes the answers that were inferred, which confirms them.</summary>
    public sealed record ConfirmAnswers(string Step) : Edit;
    /// <param name="Markdown">As <see cref="StepText"/> gives it.</param>
    public sealed record ReplaceStep(string Step, string Markdown) : Edit;
    /// <summary>Writes out every anchor that is only derived; the editor does this when it first saves.</summary>
    public sealed record WriteAnchors : Edit;

    /// <summary>Writes steps that are headings, paragraphs or bullets as items of numbered lists, and those that are in the form of the format.</summary>
    public sealed record RewriteSteps : Edit;

    /// <param name="Markdown">The instruction, and below it what belongs to the step.</param>
    public sealed record InsertStep(Destination To, string Markdown) : Edit;
    /// <summary>With its sub-steps.</summary>
    public sealed record RemoveStep(string Step) : Edit;
    /// <summary>With its sub-steps.</summary>
    public sealed record MoveStep(string Step, Destination To) : Edit;
    /// <summary>Before the step before it, or to the end of the phase before.</summary>
    public sealed record MoveUp(string Step) : Edit;
    /// <summary>Behind the next step, or to the beginning of the next phase.</summary>
    public sealed record MoveDown(string Step) : Edit;
    /// <summary>Makes it the last sub-step of the step before.</summary>
    public sealed record Indent(string Step) : Edit;
    /// <summary>Puts a sub-step behind its parent.</summary>
    public sealed record Outdent(string Step) : Edit;

    /// <summary>A heading before a step: this step and those behind it become a phase of their own.</summary>
    public sealed record InsertPhase(string Before, string Title, bool AnyOrder = false) : Edit;
    public sealed record RenamePhase(string Phase, string Title, bool AnyOrder = false) : Edit;
    /// <summary>Only the heading: the steps join the phase before.</summary>
    public sealed record RemovePhase(string Phase) : Edit;

    /// <summary>One after the other; all of them or none.</summary>
    public sealed record All(params IReadOnlyList<Edit> Edits) : Edit;

    /// <summary>The procedure as it reads after this edit, its text in <see cref="Procedure.Source"/>; or why it cannot be made.</summary>
    public Outcome<Procedure> Apply(Procedure procedure)
    {
        if (this is All all) return all.Edits.Aggregate((Outcome<Procedure>)procedure, (so, edit) => so.Then(edit.Apply));
        if (!Drafting.Of(this, procedure).Granted(out var draft, out var refusal)) return refusal;
        if (draft.Splices.Count == 0) return procedure;
        if (Splice.Overlap(draft.Splices)) return Entangled;
        // What keeps the rest as it is is written first, so that the edit is drafted on a text where nothing depends on it.
        foreach (var prepare in (Func<IReadOnlyList<Splice>>[])[() => draft.Needs, () => Repairs.Of(procedure, Read(procedure, draft.Splices), draft)])
        {
            if (prepare() is not { Count: > 0 } first) continue;
            if (Splice.Overlap(first)) return Entangled;
            procedure = Read(procedure, first);
            if (!Drafting.Of(this, procedure).Granted(out draft, out refusal)) return refusal;
            if (Splice.Overlap(draft.Splices)) return Entangled;
        }
        var after = Read(procedure, draft.Splices);
        return EditCheck.Of(procedure, after, draft) is { } no ? no : after;
    }

    /// <summary>Steps that stand on one line with their sub-steps, for example: what has to be written for one would be written over the other.</summary>
    static readonly Refusal.Conflict Entangled = new("The text around this place is entangled, so that one change would run into another. Make it in the source.");

    static Procedure Read(Procedure procedure, IReadOnlyList<Splice> splices)
    {
        var text = Splice.Apply(procedure.Source, splices);
        if (text == procedure.Source) return procedure;
        var read = ProcedureReader.Read(text);
        // Without a heading the title is the file's name, which an edit does not change.
        return read.Title.Length == 0 ? read with { Title = procedure.Title } : read;
    }
}
