using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Server.Features.Mail;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Updating;
using Handrail.Server.Features.Reviews;
using Handrail.Server.Features.Runs;
using Handrail.Server.Features.ToolChanges;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Today;

/// <summary>What waits, most urgent first, at most twenty of each.</summary>
/// <param name="Overdue">How many reviews in the organization wait for somebody.</param>
public sealed record TodayModel(IReadOnlyList<WaitingItem> Waiting, IReadOnlyList<AnsweredSuggestion> Answered, IReadOnlyList<Run> Runs, int Overdue, IReadOnlyList<Sop> Drafts, bool HasPublished, bool IsNew, Instant Now)
{
    /// <summary>Procedures whose template in the library has a newer edition.</summary>
    public IReadOnlyList<Sop> Improved { get; init; } = [];

    /// <summary>Changes of tools that have come into force and change something for this person.</summary>
    public IReadOnlyList<ToolChangeNews> ToolChanges { get; init; } = [];

    /// <summary>For administrators: reminders by mail that do not go out.</summary>
    public MailTrouble? Mail { get; init; }

    const int Most = 20;

    public static void Map(IEndpointRouteBuilder app) => app.MapGet(Links.Today, async (Mentions mentions, MailSettings mail, [AsParameters] Workbench bench) => Answers.Page<TodayPage>(new { Member = bench.By, Model = await Load(mentions, mail, bench) }));

    static async Task<TodayModel> Load(Mentions mentions, MailSettings mail, Workbench bench)
    {
        var (db, now, stop) = (bench.Db, bench.Now, bench.Stop);
        var runs = await db.Runs.AsNoTracking().Where(run => run.EndedAt == null).OrderBy(run => run.DueAt == null).ThenBy(run => run.DueAt).ThenByDescending(run => run.Number).Take(Most).ToListAsync(stop);
        var sops = db.Sops.AsNoTracking().Where(sop => !sop.Retired);
        var overdue = await WantedReviews.CountOverdue(bench);
        var drafts = await (from sop in sops join revision in db.Revisions on sop.LatestId equals revision.Id where revision.State == RevisionState.Draft orderby sop.Number, sop.Suffix select sop).Take(Most).ToListAsync(stop);
        var published = await sops.AnyAsync(sop => sop.PublishedId != null, stop);
        return new(await WaitsForMe.Load(bench), await WaitsForMe.Answered(bench), runs, overdue, drafts, published, !published && drafts.Count == 0, now) { Improved = await ChangedOriginals.All(bench), ToolChanges = await WhatChangesForMe.Unseen(mentions, bench), Mail = bench.By.IsAdministrator ? await MailTrouble.In(db.OutgoingMessages, mail, now, stop) : null };
    }
}
