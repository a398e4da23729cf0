using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Editing;

namespace Handrail.Server.Features.Procedures.Editor;

/// <summary>What stands before the steps, as fields.</summary>
/// <remarks>Whoever sends them names what they began with, by <see cref="Hash"/>.</remarks>
public sealed record AboutFields(string Title, string Purpose, string Scope, string Owner, string Review)
{
    public string Hash => ProcedureTexts.Hash(string.Join('\n', Title, Purpose, Scope, Owner, Review));

    public static AboutFields Of(Procedure procedure) => new(procedure.Title, Words(procedure, SectionKind.Purpose), Words(procedure, SectionKind.Scope), procedure.Header.Owner ?? "", procedure.Header.Review?.ToString() ?? "");

    public static AboutFields Typed(StepEdit edit)
    {
        string One(string name) => edit.Fields.GetValueOrDefault(name).ToString().ReplaceLineEndings("\n").Trim();
        return new(One("title"), One("purpose"), One("scope"), One("owner"), One("review"));
    }

    /// <summary>Only what was changed is written.</summary>
    public static Outcome<Procedure> Write(Procedure procedure, StepEdit edit)
    {
        var (was, now) = (Of(procedure), Typed(edit));
        if (was == now) return procedure;
        if (edit.BasedOn != was.Hash) return new Refusal.Conflict("Somebody else has changed what stands before the steps meanwhile. Nothing of either text is lost: theirs is above, yours is in the form.");
        List<Edit> edits = [];
        if (now.Title != was.Title) edits.Add(new Edit.SetTitle(now.Title));
        if (now.Purpose != was.Purpose) edits.Add(new Edit.SetSection(SectionKind.Purpose, now.Purpose));
        if (now.Scope != was.Scope) edits.Add(new Edit.SetSection(SectionKind.Scope, now.Scope));
        if (now.Owner != was.Owner) edits.Add(new Edit.SetHeader("owner", now.Owner.Length == 0 ? [] : [now.Owner]));
        if (now.Review != was.Review) edits.Add(new Edit.SetHeader("review", now.Review.Length == 0 ? [] : [now.Review]));
        return new Edit.All(edits).Apply(procedure);
    }

    /// <summary>Without the heading, which may be a line underlined.</summary>
    static string Words(Procedure procedure, SectionKind kind)
    {
        if (procedure.Sections.FirstOrDefault(section => section.Kind == kind) is not { } section) return "";
        var lines = section.Span.In(procedure.Source).ReplaceLineEndings("\n").Split('\n');
        var isUnderlined = lines.Length > 1 && lines[0] is not ['#', ..] && lines[1].Trim() is { Length: > 0 } line && line.All(mark => mark is '-' or '=');
        return string.Join('\n', lines.Skip(isUnderlined ? 2 : 1)).Trim();
    }
}
