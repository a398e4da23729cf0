using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Editing;

namespace Handrail.Server.Features.Procedures.Editor;

/// <summary>What stands before the steps, as fields.</summary>
/// <remarks>Whoever sends them names what they began with, by <see cref="Marks"/>: two people may write in two of them.</remarks>
public sealed record AboutFields(string Title, string Purpose, string Scope, string Owner, string Review, string Family, string Classification, string Audience, string Runners, string Writers, string Controls, string Policies)
{
    const string Comma = ", ";

    static readonly string[] Names = ["the title", "the purpose", "the scope", "the owner", "how often it is reviewed", "the family", "who may read it", "for whom it is written", "who may run it", "who may write in it", "the controls", "the clauses"];

    /// <summary>A hash of each.</summary>
    public string Marks => string.Join(' ', Words.Select(Mark));

    /// <summary>All of it, in the order of the form.</summary>
    public IReadOnlyList<string> Words => [Title, Purpose, Scope, Owner, Review, Family, Classification, Audience, Runners, Writers, Controls, Policies];

    public static AboutFields Of(Procedure procedure)
    {
        var header = procedure.Header;
        return new(procedure.Title, Section(procedure, SectionKind.Purpose), Section(procedure, SectionKind.Scope), header.Owner ?? "", header.Review?.ToString() ?? "",
            header.Family ?? "", header.Classification ?? "", string.Join(Comma, header.Audience), string.Join(Comma, header.Runners), string.Join(Comma, header.Writers), string.Join(Comma, header.Controls), string.Join(Comma, header.Policies));
    }

    public static AboutFields Typed(StepEdit edit)
    {
        string One(string name) => edit.Fields.GetValueOrDefault(name).ToString().ReplaceLineEndings("\n").Trim();
        string List(string name) => string.Join(Comma, Several(One(name)));
        return new(One("title"), One("purpose"), One("scope"), One("owner"), One("review"), One("family"), One("classification"), List("audience"), List("runners"), List("writers"), List("controls"), List("policies"));
    }

    /// <summary>What was typed; what was left as it came is as it stands by now.</summary>
    public static AboutFields Meant(Procedure procedure, StepEdit edit)
    {
        var began = edit.BasedOn.Split(' ');
        var meant = Of(procedure).Words.Zip(Typed(edit).Words).Select((field, at) => Mark(field.Second) == began.ElementAtOrDefault(at) ? field.First : field.Second).ToArray();
        return new(meant[0], meant[1], meant[2], meant[3], meant[4], meant[5], meant[6], meant[7], meant[8], meant[9], meant[10], meant[11]);
    }

    /// <summary>Which of them somebody else has changed meanwhile, and in other words: their place in the form.</summary>
    public static IReadOnlyList<int> Disputed(Procedure procedure, StepEdit edit)
    {
        var (was, meant, began) = (Of(procedure).Words, Meant(procedure, edit).Words, edit.BasedOn.Split(' '));
        return [.. Enumerable.Range(0, was.Count).Where(at => was[at] != meant[at] && Mark(was[at]) != began.ElementAtOrDefault(at))];
    }

    static string Mark(string words) => ProcedureTexts.Hash(words.Trim())[..12];

    /// <summary>Only what was changed is written.</summary>
    public static Outcome<Procedure> Write(Procedure procedure, StepEdit edit)
    {
        var (was, now) = (Of(procedure), Meant(procedure, edit));
        if (was == now) return procedure;
        if (Disputed(procedure, edit) is { Count: > 0 } disputed) return new Refusal.Conflict($"Somebody else has changed {string.Join(Comma, disputed.Select(at => Names[at]))} meanwhile. Nothing of either text is lost: theirs is above, yours is in the form.");
        List<Edit> edits = [];
        if (now.Title != was.Title) edits.Add(new Edit.SetTitle(now.Title));
        if (now.Purpose != was.Purpose) edits.Add(new Edit.SetSection(SectionKind.Purpose, now.Purpose));
        if (now.Scope != was.Scope) edits.Add(new Edit.SetSection(SectionKind.Scope, now.Scope));
        if (now.Owner != was.Owner) edits.Add(One("owner", now.Owner));
        if (now.Review != was.Review) edits.Add(One("review", now.Review));
        if (now.Family != was.Family) edits.Add(One("family", now.Family));
        if (now.Classification != was.Classification) edits.Add(One("classification", now.Classification));
        if (now.Audience != was.Audience) edits.Add(new Edit.SetHeader("audience", Several(now.Audience)));
        if (now.Runners != was.Runners) edits.Add(new Edit.SetHeader("runners", Several(now.Runners)));
        if (now.Writers != was.Writers) edits.Add(new Edit.SetHeader("writers", Several(now.Writers)));
        if (now.Controls != was.Controls) edits.Add(new Edit.SetHeader("controls", Several(now.Controls)));
        if (now.Policies != was.Policies) edits.Add(new Edit.SetHeader("policies", Several(now.Policies)));
        return new Edit.All(edits).Apply(procedure);
    }

    static Edit.SetHeader One(string key, string value) => new(key, value.Length == 0 ? [] : [value]);

    static string[] Several(string values) => values.Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Without the heading, which may be a line underlined.</summary>
    static string Section(Procedure procedure, SectionKind kind)
    {
        if (procedure.Sections.FirstOrDefault(section => section.Kind == kind) is not { } section) return "";
        var lines = section.Span.In(procedure.Source).ReplaceLineEndings("\n").Split('\n');
        var isUnderlined = lines.Length > 1 && lines[0] is not ['#', ..] && lines[1].Trim() is { Length: > 0 } line && line.All(mark => mark is '-' or '=');
        return string.Join('\n', lines.Skip(isUnderlined ? 2 : 1)).Trim();
    }
}
