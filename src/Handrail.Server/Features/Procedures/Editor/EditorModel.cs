using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Editing;
using Handrail.Core.Procedures.Linting;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures.Publishing;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Editor;

/// <summary>What the editor shows: the draft, what lint says of it, and the one step or passage that is open to be written in.</summary>
/// <param name="Known">Names that may be meant while one types.</param>
public sealed record EditorModel(Dossier Dossier, IReadOnlyList<LintFinding> Findings, KnownHere Known)
{
    /// <summary>The anchor of the step whose form is open, or the address of the passage; empty when none is.</summary>
    public string Open { get; init; } = "";

    /// <summary>The open step as its text, not as fields.</summary>
    public bool AsText { get; init; }

    /// <summary>What was sent and not accepted.</summary>
    public StepEdit? Typed { get; init; }
    public Refusal? Refusal { get; init; }

    /// <summary>The edit that was made, for a script to show; and what takes it back.</summary>
    public StepEdit? Made { get; init; }
    public StepEdit? Undo { get; init; }

    /// <summary>Of a short answer: the hash of the text before the edit, or nothing where the text has gone on since. Whoever had another text before needs the other parts too.</summary>
    public string Follows { get; init; } = "";

    /// <summary>Only what may have changed with the words of one step or passage: the form they are typed into stays as it is.</summary>
    public bool IsShort => Made is { Act: StepAct.Passage or StepAct.Compose } && OpenPassage is not null || Made is { Act: StepAct.Fill or StepAct.Write } && OpenStep is { } open && (Made.Act == StepAct.Fill || open.Children.Count == 0);

    /// <summary>Which field to begin with: what makes a new step a checkpoint, for example.</summary>
    public string Focus { get; init; } = "";

    public string Label => Dossier.Sop.Label;
    public Procedure Procedure => Dossier.View.Procedure;
    public Step? OpenStep => Open.Length == 0 ? null : Procedure.Find(Open);

    /// <summary>All that stands outside the steps.</summary>
    public IReadOnlyList<Passage> Passages => field ??= Passage.All(Procedure);

    public Passage? OpenPassage => Open.Length == 0 || OpenStep is not null ? null : Passages.FirstOrDefault(passage => passage.Address == Open);

    /// <summary>Typed words whose step is not there any more.</summary>
    public bool IsHomeless => Refusal is not null && Typed?.Act != StepAct.About && (Typed is null || Typed.Step.Length > 0 && (EditPassage.Is(Typed.Act) ? Passages.All(passage => passage.Address != Typed.Step) : Procedure.Find(Typed.Step) is null));

    /// <summary>What is said of one step itself, not of its sub-steps, by its anchor; and of a passage, by its address.</summary>
    public ILookup<string, LintFinding> Beside => Findings.ToLookup(finding => At(finding)?.Anchor ?? PassageAt(finding)?.Address ?? "");

    /// <summary>The phase whose own heading stands before this step; a section's heading is not its own.</summary>
    public static Phase? HeadedBy(Procedure procedure, Step step) => procedure.AllPhases.FirstOrDefault(phase => phase.Title.Length > 0 && phase.Steps is [var first, ..] && first == step
        && !procedure.Sections.Any(section => section.Span.Start == phase.Span.Start && section.Kind != SectionKind.Other));

    /// <summary>A section's heading belongs to its words.</summary>
    public Passage? PassageAt(LintFinding finding) => finding.Span.IsEmpty || At(finding) is not null ? null
        : Passages.FirstOrDefault(passage => (passage.Kind == PassageKind.Section ? passage.Section.Span.Start : passage.Region.Start) <= finding.Span.Start && finding.Span.Start < passage.Region.End);

    public Step? At(LintFinding finding) => finding.Span.IsEmpty ? null
        : Procedure.AllSteps.Where(step => step.Span.Start <= finding.Span.Start && finding.Span.End <= step.Span.End).MinBy(step => step.Span.Length);
}

/// <param name="Placeholders">As keys: "identity-provider".</param>
public sealed record KnownHere(IReadOnlyList<string> Roles, IReadOnlyList<KnownProcedure> Procedures, IReadOnlyList<string> Placeholders, IReadOnlyList<string> Families)
{
    /// <summary>So many procedures a list under a field can still be looked through; whoever has more types the number.</summary>
    const int Most = 300;

    /// <summary>Where only parts of the page are asked for: the lists are on it already.</summary>
    public static readonly KnownHere Nothing = new([], [], [], []);

    public static async Task<KnownHere> Load(Dossier dossier, Workbench bench)
    {
        var procedure = dossier.View.Procedure;
        var roles = (await WhoHolds.Load(bench.Db, bench.Stop)).Roles.Select(role => role.Name).Concat(RoleNames.In(procedure).Select(use => use.Name));
        var sops = await bench.Db.Sops.AsNoTracking().Where(sop => !sop.Retired && sop.Id != dossier.Sop.Id).ByNumber().Select(sop => new { sop.Prefix, sop.Number, sop.Suffix, sop.Title, sop.FileName }).Take(Most).ToListAsync(bench.Stop);
        var fields = procedure.StartFields.Concat(procedure.AllSteps.SelectMany(step => step.Records)).Select(field => field.Label);
        return new([.. roles.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.CurrentCultureIgnoreCase)],
            [.. sops.Select(sop => new KnownProcedure(Labels.Sop(sop.Prefix, sop.Number, sop.Suffix), sop.Title, sop.FileName))],
            [.. dossier.View.Environment.Keys.Where(key => key != "#").Concat(fields).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)],
            await FilterChoices.Families(bench.Db).ToListAsync(bench.Stop));
    }
}

public sealed record KnownProcedure(string Label, string Title, string FileName);
