using Handrail.Core;
using Handrail.Core.Compliance;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Web;

namespace Handrail.Server.Features.Procedures.Own;

/// <param name="Template">The path, or empty.</param>
/// <param name="Pack">The id, or empty.</param>
/// <param name="With">Memberships in other organizations.</param>
public sealed record ShareInput(string Template, string Pack, IReadOnlySet<string> With, bool AsEdition);

/// <summary>
/// Gives a template or a pack to other organizations of this server, in one act, by somebody who may write in each of them. Organizations are kept apart, so each gets
/// it in a change of its own; the one that gives says so after the others have it. Whoever is told that it failed midway finds in this journal who has it.
/// </summary>
static class ShareDoors
{
    static readonly Refusal.Invalid Nobody = new("with", "Choose at least one organization.");
    static readonly Refusal.NotFound NotYours = new("You may not write in one of these organizations, or you are not a member of it any more.");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.LibrarySharing, (string? template, string? pack, [AsParameters] Workbench bench) => Show(new(template ?? "", pack ?? "", new HashSet<string>(), false), null, bench)).Needs(Permission.Member);
        app.MapPost(Links.LibrarySharing, async (HttpRequest request, IServiceScopeFactory scopes, [AsParameters] Workbench bench) =>
        {
            var form = await request.ReadFormAsync(bench.Stop);
            var input = new ShareInput(form["template"].ToString(), form["pack"].ToString(), form["with"].OfType<string>().ToHashSet(), form["clash"] == "edition");
            return (await Handle(input, scopes, bench)).Granted(out _, out var refusal) ? Answers.SeeOther(input.Pack.Length > 0 ? Links.Pack(input.Pack) : Links.Template(input.Template)) : await Show(input, refusal, bench);
        }).Needs(Permission.Member);
    }

    static async Task<IResult> Show(ShareInput typed, Refusal? refusal, Workbench bench)
    {
        bench.Db.ChangeTracker.Clear();
        if (await ExportDoors.Find(typed.Template, typed.Pack, bench) is not { } parcel) return refusal is null ? Answers.SeeOther(Links.Library) : Answers.Refuse(OwnDoors.NoTemplate);
        var model = new { Parcel = parcel, Others = await Others(bench), Typed = typed, Refusal = refusal };
        return refusal is null ? Answers.Page<SharePage>(model) : Answers.PageAgain<SharePage>(refusal, model);
    }

    /// <summary>Where else the same person may write.</summary>
    static async Task<List<Membership>> Others(Workbench bench) => await Memberships.Beside(bench.By, bench.Db, Permission.Member, bench.Stop);

    static async Task<Outcome<int>> Handle(ShareInput input, IServiceScopeFactory scopes, Workbench bench)
    {
        if (await ExportDoors.Find(input.Template, input.Pack, bench) is not { } parcel) return OwnDoors.NoTemplate;
        if (input.With.Count == 0) return Nobody;
        var chosen = (await Others(bench)).Where(other => input.With.Contains(other.Member.ToString())).ToList();
        if (chosen.Count < input.With.Count) return NotYours;
        foreach (var other in chosen)
        {
            if (await Give(parcel, input.AsEdition, other, scopes, bench) is { } refusal) return refusal;
            await using var change = await bench.Begin();
            var (what, title, subject) = parcel.Packs is [var pack] ? (input.Pack, pack.Pack.Title, Subjects.Pack(pack.Key)) : (input.Template, parcel.Templates[0].Procedure.Title, Subjects.Template(input.Template));
            await change.Append(subject, new LibraryShared(what, title, other.Organization), bench.Stop);
            await change.Commit(bench.Stop);
        }
        return chosen.Count;
    }

    /// <summary>On a context that knows only the other organization, as the member the person is there.</summary>
    static async Task<Refusal?> Give(Parcel parcel, bool asEdition, Membership other, IServiceScopeFactory scopes, Workbench bench)
    {
        await using var scope = scopes.CreateAsyncScope();
        var there = bench with { By = other.AsMember, Db = scope.ServiceProvider.GetRequiredService<HandrailDb>() };
        there.Db.ReadFor(there.By, Access.Reading.ForTheServer);
        there.Db.ReadFor(there.By, await Access.Reading.For(there.By, there.Db, there.Now, there.Stop));
        await using var change = await there.Begin();
        var kept = await (await PlaceInLibrary.Look(parcel, there)).Keep(change, _ => asEdition ? Placing.Edition : null, _ => "shared by " + bench.By.Organization, there);
        if (!kept.Granted(out _, out var refusal)) return refusal is Refusal.Invalid ? new Refusal.Conflict($"{other.Organization} has all of it already.") : refusal;
        await change.Commit(there.Stop);
        return null;
    }
}
