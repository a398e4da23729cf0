using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Editing;

namespace Handrail.Server.Features.Procedures.Editor;

/// <summary>What stands before the steps, as fields.</summary>
/// <remarks>Whoever sends them names what they began with, by <see cref="Hash"/>.</remarks>
public sealed record AboutFields(string Title, string Purpose, string Scope, string Owner, string Review, string Family, string Classification, string Audience, string Controls, string Policies)
{
    const string Comma = ", ";

    public string Hash => ProcedureTexts.Hash(string.Join('\n', Words));

    /// <summary>All of it, in the order of the form.</summary>
    public IEnumerable<string> Words => [Title, Purpose, Scope, Owner, Review, Family, Classification, Audience, Controls, Policies];

    public static AboutFields Of(Procedure procedure)
    {
        var header = procedure.Header;
        return new(procedure.Title, Section(procedure, SectionKind.Purpose), Section(procedure, SectionKind.Scope), header.Owner ?? "", header.Review?.ToString() ?? "",
            header.Family ?? "", header.Classification ?? "", string.Join(Comma, header.Audience), string.Join(Comma, header.Controls), string.Join(Comma, header.Policies));
    }

    public static AboutFields Typed(StepEdit edit)
    {
        string One(string name) => edit.Fields.GetValueOrDefault(name).ToString().ReplaceLineEndings("\n").Trim();
        return new(One("title"), One("purpose"), One("scope"), One("owner"), One("review"), One("family"), One("classification"), One("audience"), One("controls"), One("policies"));
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
        if (now.Owner != was.Owner) edits.Add(One("owner", now.Owner));
        if (now.Review != was.Review) edits.Add(One("review", now.Review));
        if (now.Family != was.Family) edits.Add(One("family", now.Family));
        if (now.Classification != was.Classification) edits.Add(One("classification", now.Classification));
        if (now.Audience != was.Audience) edits.Add(Several("audience", now.Audience));
        if (now.Controls != was.Controls) edits.Add(Several("controls", now.Controls));
        if (now.Policies != was.Policies) edits.Add(Several("policies", now.Policies));
        return new Edit.All(edits).Apply(procedure);
    }

    static Edit.SetHeader One(string key, string value) => new(key, value.Length == 0 ? [] : [value]);

    static Edit.SetHeader Several(string key, string values) => new(key, values.Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Without the heading, which may be a line underlined.</summary>
    static string Section(Procedure procedure, SectionKind kind)
    {
        if (procedure.Sections.FirstOrDefault(section => section.Kind == kind) is not { } section) return "";
        var lines = section.Span.In(procedure.Source).ReplaceLineEndings("\n").Split('\n');
        var isUnderlined = lines.Length > 1 && lines[0] is not ['#', ..] && lines[1].Trim() is { Length: > 0 } line && line.All(mark => mark is '-' or '=');
        return string.Join('\n', lines.Skip(isUnderlined ? 2 : 1)).Trim();
    }
}
