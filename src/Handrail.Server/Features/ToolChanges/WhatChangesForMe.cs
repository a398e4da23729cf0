using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Comparing;
using Handrail.Server.Features.Runs;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.ToolChanges;

/// <param name="OnTheWay">How many of its drafts that may be read are not in force yet.</param>
/// <param name="IsSeen">Nothing has come into force since they took it off their list.</param>
public sealed record ChangesForMe(ToolChange Change, IReadOnlyList<MyDifference> Procedures, int OnTheWay, bool IsSeen);

/// <summary>A change of tool that has come into force in procedures which concern somebody, for their list.</summary>
/// <param name="Procedures">How many.</param>
public sealed record ToolChangeNews(string Label, string From, string To, int Procedures, Instant At);

/// <summary>
/// What a change of tool changes for one person: the steps of procedures in force that name a role or team of theirs, or of which they know an earlier version. Whoever wrote or approved
/// the new one knows it.
/// </summary>
static class WhatChangesForMe
{
    /// <summary>For how long it is brought to mind.</summary>
    static readonly TimeSpan News = TimeSpan.FromDays(180);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/environment/changes/{change}/mine", async (string change, Mentions mentions, [AsParameters] Workbench bench) =>
            (await Load(change, mentions, bench)).Granted(out var model, out var unknown) ? Answers.Page<ChangesForMePage>(new { Model = model, Me = bench.By }) : Answers.Refuse(unknown));
        app.MapPost("/environment/changes/{change}/mine", async (string change, [AsParameters] Workbench bench) =>
            (await TakeOffMyList(change, bench)) is { } unknown ? Answers.Refuse(unknown) : Answers.SeeOther(Links.Today)).Needs(Permission.Member);
    }

    static async Task<Outcome<ChangesForMe>> Load(string label, Mentions mentions, Workbench bench)
    {
        var (db, stop) = (bench.Db, bench.Stop);
        if (await Find(label, bench) is not { } change) return Together.Unknown;
        var sops = await (from draft in db.ToolChangeDrafts join sop in db.Sops on draft.RevisionId equals sop.PublishedId where draft.ToolChangeId == change.Id orderby sop.Number, sop.Suffix select sop).AsNoTracking().ToListAsync(stop);
        var underway = await (from draft in db.ToolChangeDrafts join revision in db.Revisions on draft.RevisionId equals revision.Id join sop in db.Sops on revision.Id equals sop.LatestId where draft.ToolChangeId == change.Id && sop.PublishedId != revision.Id select revision.Id).CountAsync(stop);
        var (mine, known) = await Concerned(sops, mentions, bench);
        var seen = await db.SeenToolChanges.Where(row => row.ToolChangeId == change.Id && row.MemberId == bench.By.Id).Select(row => (Instant?)row.At).SingleOrDefaultAsync(stop);
        return new ChangesForMe(change, await MyDifference.All(bench, mine, known), underway, sops.TrueForAll(sop => sop.PublishedAt <= seen));
    }

    /// <summary>Not there for whom none of its procedures is.</summary>
    static async Task<ToolChange?> Find(string label, Workbench bench) => !Labels.TryReadToolChange(label, out var number) ? null :
        await bench.Db.ToolChanges.AsNoTracking().SingleOrDefaultAsync(row => row.Number == number && bench.Db.ToolChangeDrafts.Any(draft => draft.ToolChangeId == row.Id && bench.Db.Revisions.Any(revision => revision.Id == draft.RevisionId)), bench.Stop);

    static async Task<(IReadOnlyList<Sop> Sops, IReadOnlyDictionary<Id<Sop>, KnownVersion> Known)> Concerned(IReadOnlyCollection<Sop> sops, Mentions mentions, Workbench bench)
    {
        var known = await KnownVersion.Of(bench, [.. sops.Select(sop => sop.Id)]);
        var roles = (await Roles.ByMember(bench.Db, bench.Stop)).GetValueOrDefault(bench.By.Id.ToString(), []).Select(Placeholders.Key).ToHashSet();
        var naming = roles.Count == 0 ? [] : (await mentions.InForce(bench.Db, bench.Stop)).Where(sop => sop.Names.Roles.Any(role => roles.Contains(Placeholders.Key(role)))).Select(sop => sop.Id).ToHashSet();
        return ([.. sops.Where(sop => known.TryGetValue(sop.Id, out var version) ? version.Revision != sop.PublishedId : naming.Contains(sop.Id))], known);
    }

    static async Task<Refusal?> TakeOffMyList(string label, Workbench bench)
    {
        await using var change = await bench.Begin();
        if (await Find(label, bench) is not { } seen) return Together.Unknown;
        var db = bench.Db;
        if (await db.SeenToolChanges.SingleOrDefaultAsync(row => row.ToolChangeId == seen.Id && row.MemberId == bench.By.Id, bench.Stop) is { } before) before.At = change.At;
        else db.SeenToolChanges.Add(new SeenToolChange { OrganizationId = bench.By.OrganizationId, ToolChangeId = seen.Id, MemberId = bench.By.Id, At = change.At });
        await change.Commit(bench.Stop);
        return null;
    }

    /// <summary>Those that have come into force for the person who asks since they last took them off their list.</summary>
    public static async Task<IReadOnlyList<ToolChangeNews>> Unseen(Mentions mentions, Workbench bench)
    {
        if (bench.By.Permission < Permission.Member) return [];
        var (db, me, since) = (bench.Db, bench.By.Id, bench.Now - News);
        var rows = await (from draft in db.ToolChangeDrafts
                          join sop in db.Sops on draft.RevisionId equals sop.PublishedId
                          join change in db.ToolChanges on draft.ToolChangeId equals change.Id
                          where sop.PublishedAt > since && !db.SeenToolChanges.Any(seen => seen.ToolChangeId == change.Id && seen.MemberId == me && seen.At >= sop.PublishedAt)
                          select new { change, sop }).AsNoTracking().ToListAsync(bench.Stop);
        if (rows.Count == 0) return [];
        var mine = (await Concerned([.. rows.Select(row => row.sop).DistinctBy(sop => sop.Id)], mentions, bench)).Sops.Select(sop => sop.Id).ToHashSet();
        return [.. rows.Where(row => mine.Contains(row.sop.Id)).GroupBy(row => row.change.Number).OrderBy(news => news.Key)
            .Select(news => (news.First().change, Sops: news.Select(row => row.sop).ToList())).Select(news => new ToolChangeNews(news.change.Label, news.change.From, news.change.To, news.Sops.Count, news.Sops.Max(sop => sop.PublishedAt) ?? news.change.At))];
    }
}
