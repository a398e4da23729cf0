using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures.Access;
using Handrail.Server.Features.Procedures.Own;
using Handrail.Server.Features.Procedures.Reading;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Components;

namespace Handrail.Server.Features.Procedures;

/// <summary>What the organization has to say about a template before it takes it.</summary>
/// <param name="Kinds">The tools the text asks for, with what is in use; null where nobody has said.</param>
/// <param name="Open">Other names the text asks for and nobody has said.</param>
public sealed record TemplateModel(Template Template, MarkupString Document, IReadOnlyList<(SystemKindWords Kind, string? Value)> Kinds, IReadOnlyList<string> Open, IReadOnlyList<(string Role, IReadOnlyList<Holder> Holders)> Roles);

/// <summary>A procedure of the library in the organization's own words, while it is chosen: tools can be tried out.</summary>
static class TemplatePreview
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet(Links.TemplatePreview, async (string? template, HttpRequest request, Articles articles, [AsParameters] Workbench bench) =>
    {
        if (await OwnShelf.Find(template ?? "", bench) is not { } found) return Answers.SeeOther(Links.Library);
        var tried = Tried(key => request.Query[key].ToString());
        return Answers.Page<TemplatePage>(new { Model = await Load(found, tried, articles, bench), Tried = tried, Member = bench.By, TakenAs = (await TakeFromLibrary.Taken(bench.Db, bench.Stop)).GetValueOrDefault(found.FileName) });
    });

    /// <summary>The tools named in a form or an address, by their kinds.</summary>
    public static IReadOnlyDictionary<SystemKind, string> Tried(Func<string, string?> field) =>
        SystemKindWords.Kinds.Select(kind => KeyValuePair.Create(kind.Kind, field(kind.Kind.ToString())?.Trim() ?? "")).Where(tool => tool.Value.Length is > 0 and <= InventorySystem.LongestName && !tool.Value.Any(char.IsControl)).ToDictionary();

    static async Task<TemplateModel> Load(Template template, IReadOnlyDictionary<SystemKind, string> tried, Articles articles, Workbench bench)
    {
        var unseen = await Unseen.In(template.Procedure.Source, bench.Db, bench.Stop);
        var procedure = unseen.Withheld(template.Procedure);
        var known = await Values.Now(bench.Db, bench.By, bench.Stop);
        var asked = Placeholders.Unresolved(procedure, []).Select(placeholder => placeholder.Key).Distinct().ToList();
        var kinds = asked.Select(SystemKindWords.AskedBy).OfType<SystemKindWords>().Select(kind => (kind, known.GetValueOrDefault(Placeholders.Key(kind.Placeholder!)))).ToList();
        var roles = await WhoHolds.Load(bench.Db, bench.Stop);
        return new(template, await articles.Preview(template, Values.With(known, tried), unseen), kinds, [.. asked.Where(key => SystemKindWords.AskedBy(key) is null && !known.ContainsKey(key))],
            [.. RoleNames.In(procedure).Select(use => use.Name).Distinct(StringComparer.OrdinalIgnoreCase).Select(role => (role, roles.Of(role)))]);
    }
}
