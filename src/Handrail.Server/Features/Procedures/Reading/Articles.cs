using System.Text;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Flow;
using Handrail.Server.Features.Procedures.Access;
using Handrail.Server.Features.Procedures.Variants;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Caching.Memory;

namespace Handrail.Server.Features.Procedures.Reading;

/// <summary>The rendered document and chart of a revision. Rendered once and kept: a revision and its values do not change under it.</summary>
sealed class Articles(PageCache cache, IServiceProvider services)
{
    static readonly TimeSpan Unused = TimeSpan.FromHours(1);

    /// <param name="distinction">Of a variant, for a reader who may know of its base.</param>
    public async Task<PagePiece> Document(SopView view, Distinction? distinction)
    {
        var key = ("article", view.Revision.Sha256, view.Sop.Label, view.Revision.Number, Fingerprint(view.Environment), view.Unseen.Fingerprint, distinction?.Fingerprint, view.IsInForce);
        if (cache.TryGetValue(key, out PagePiece? known)) return known!;
        var piece = new PagePiece(Encoding.UTF8.GetBytes(await Render(view.Unseen.Withheld(view.Procedure), MarkupOf(view), distinction, view.IsInForce ? view.Sop.Label : null)));
        cache.Keep(key, piece, piece.Html.Length, Unused);
        return piece;
    }

    /// <summary>The document of a template, which no procedure of this organization may be yet.</summary>
    public async Task<MarkupString> Preview(Template template, IReadOnlyDictionary<string, string> values, Unseen unseen)
    {
        string? Picture(string path) => template.Pictures.TryGetValue(Uri.UnescapeDataString(path), out var picture) ? Links.File(picture.Sha256) : null;
        return new(await Render(unseen.Withheld(template.Procedure), new(template.Procedure, LinkTo, Picture, WithFieldNames(template.Procedure, values), unseen)));
    }

    Task<string> Render(Procedure procedure, Markup markup, Distinction? distinction = null, string? suggestFor = null) => Rendered.Html<Article>(services, new()
    {
        [nameof(Article.Procedure)] = procedure,
        [nameof(Article.Markup)] = markup,
        [nameof(Article.Distinction)] = distinction,
        [nameof(Article.SuggestFor)] = suggestFor,
    });

    public static FlowGraph Graph(SopView view) => FlowGraph.Of(view.Unseen.Withheld(Filled(view.Procedure, WithFieldNames(view.Procedure, view.Environment))));

    public static MarkupString Chart(SopView view) => new(FlowSvg.Write(FlowLayout.Of(Graph(view)), null, new FlowSvgOptions { Href = step => $"{Links.Sop(view.Sop.Label)}#{step.Anchor}" }));

    /// <summary>The same procedure with its values written in, for what draws text itself.</summary>
    public static Procedure Filled(Procedure procedure, IReadOnlyDictionary<string, string> values)
    {
        var filled = Placeholders.Fill(procedure.Source, values.GetValueOrDefault);
        return ReferenceEquals(filled, procedure.Source) || filled == procedure.Source ? procedure : ProcedureReader.Read(filled, procedure.Title);
    }

    public static Markup MarkupOf(SopView view) => MarkupOf(view, LinkTo, path => Links.Image(view.Sop.Label, view.Revision.Number, path), "");

    public static Markup MarkupOf(SopView view, Func<string, string?> link, Func<string, string?> image, string prefix) => new(view.Procedure, link, image, WithFieldNames(view.Procedure, view.Environment), view.Unseen, prefix);

    /// <summary>Words of it as its document has them: for lists of steps.</summary>
    public static Func<string, string> WordsOf(SopView view)
    {
        var names = WithFieldNames(view.Procedure, view.Environment);
        return text => Placeholders.Fill(text, names.GetValueOrDefault);
    }

    /// <summary>What a run will record stands in the document by its name.</summary>
    public static Dictionary<string, string> WithFieldNames(Procedure procedure, IReadOnlyDictionary<string, string> known)
    {
        var values = known.ToDictionary();
        foreach (var field in procedure.StartFields.Concat(procedure.AllSteps.SelectMany(step => step.Records))) values.TryAdd(Placeholders.Key(field.Label), field.Label);
        return values;
    }

    /// <summary>Links to other procedures keep the name they were written with; that address finds the procedure, or says that it is not here.</summary>
    public static string LinkTo(string target) => "/procedures/by-file/" + Uri.EscapeDataString(Uri.UnescapeDataString(target.Split('#')[0]).Split('/')[^1]);

    static int Fingerprint(IReadOnlyDictionary<string, string> values)
    {
        var hash = new HashCode();
        foreach (var (name, value) in values.OrderBy(value => value.Key, StringComparer.Ordinal)) hash.Add((name, value));
        return hash.ToHashCode();
    }
}
