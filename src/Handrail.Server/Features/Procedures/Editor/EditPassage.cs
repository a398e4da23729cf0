using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Editing;
using Microsoft.Extensions.Localization;

namespace Handrail.Server.Features.Procedures.Editor;

/// <summary>One edit outside the steps, in the draft as it is now: as safe as one of a step, by the hash of the words it began with.</summary>
static class EditPassage
{
    public static bool Is(StepAct act) => act is StepAct.Passage or StepAct.Compose or StepAct.Section or StepAct.Rename or StepAct.Drop;

    public static string Hash(Passage passage) => ProcedureTexts.Hash(passage.Text);

    /// <summary>As it is called in a sentence: "Escalation", "the introduction to Cut access".</summary>
    public static string Name(Passage passage, IStringLocalizer<Texts> words) => passage.Kind switch
    {
        PassageKind.Section => passage.About,
        PassageKind.BeforeSteps => words["the introduction to {0}", passage.About],
        PassageKind.BehindStep => words["the words behind step {0}", passage.About],
        _ => words[passage.Address == Passage.AtTop ? "what stands above the title" : "the introduction"],
    };

    public static Outcome<Procedure> Made(Procedure procedure, StepEdit edit)
    {
        if (edit.Act == StepAct.Section) return Added(procedure, edit);
        if (Passage.Find(procedure, edit.Step) is not { } passage) return new Refusal.NotFound("These words no longer have their place in the draft; somebody has taken it away or given it another name. What you typed is kept below.");
        if (edit.Act == StepAct.Rename) return new Edit.RenameSection(edit.Step, edit.Text).Apply(procedure);
        var typed = edit.Act == StepAct.Compose ? Written(procedure, passage, TypedPassage.Read(edit.Fields)) : edit.Text;
        if (!typed.Granted(out var text, out var refusal)) return refusal;
        if (edit.BasedOn != Hash(passage)) return edit.Act != StepAct.Drop && StepSource.Same(text, passage.Text) ? procedure : new Refusal.Conflict($"Somebody else has changed {InWords(passage)} meanwhile. Nothing of either text is lost: both are here.");
        return (edit.Act == StepAct.Drop ? (Edit)new Edit.RemoveSection(edit.Step) : new Edit.SetText(edit.Step, text)).Apply(procedure);
    }

    /// <summary>The text of a passage with these fields; a heading in it is one below the section's.</summary>
    public static Outcome<string> Written(Procedure procedure, Passage passage, SectionFields fields)
    {
        var marks = procedure.Source.AsSpan(passage.Section.Span.Start).IndexOfAnyExcept('#');
        return fields.Write(passage.Text, passage.Section.Kind, passage.Section.Kind != SectionKind.Preamble && marks > 0 ? marks + 1 : 3);
    }

    static Outcome<Procedure> Added(Procedure procedure, StepEdit edit) =>
        new Edit.AddSection(Enum.TryParse<SectionKind>(One(edit, "section"), out var kind) && Enum.IsDefined(kind) ? kind : SectionKind.Other, One(edit, "heading"), edit.Text, edit.Place == "before").Apply(procedure);

    static string One(StepEdit edit, string name) => edit.Fields.GetValueOrDefault(name).ToString().Trim();

    static string InWords(Passage passage) => passage.Kind switch
    {
        PassageKind.Section => $"“{passage.About}”",
        PassageKind.BeforeSteps => $"the introduction to “{passage.About}”",
        PassageKind.BehindStep => $"the words behind step {passage.About}",
        _ => "the introduction",
    };

    /// <summary>Where the words are after an edit: a new section, or one of another name.</summary>
    public static string AddressOf(Procedure before, Procedure after, StepEdit edit) => edit.Act switch
    {
        StepAct.Section => after.Sections.FirstOrDefault(section => before.Sections.All(was => was.Heading != section.Heading))?.Anchor ?? "",
        StepAct.Rename => after.Sections.ElementAtOrDefault(before.Sections.ToList().FindIndex(section => section.Anchor == edit.Step))?.Anchor ?? edit.Step,
        _ => edit.Step,
    };

    /// <summary>Sections that hold no steps and are not there yet.</summary>
    public static IEnumerable<(SectionKind Kind, string Name)> Missing(Procedure procedure) => Known.Where(known => procedure.Sections.All(section => section.Kind != known.Kind));

    static readonly (SectionKind Kind, string Name)[] Known =
    [
        (SectionKind.Purpose, "Purpose"), (SectionKind.Scope, "Scope"), (SectionKind.Roles, "Roles"), (SectionKind.Definitions, "Definitions"), (SectionKind.BeforeYouStart, "Before you start"),
        (SectionKind.Escalation, "Escalation"), (SectionKind.Messages, "Messages"), (SectionKind.Records, "Records"), (SectionKind.References, "References"),
    ];
}
