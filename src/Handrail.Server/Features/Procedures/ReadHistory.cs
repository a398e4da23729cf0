using System.Globalization;
using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures.Comparing;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Features.Reviews;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures;

/// <summary>Everything that ever happened to a procedure, and what was in force on a given day.</summary>
/// <param name="Writers">By version, the names of everybody who changed a word of it.</param>
/// <param name="On">The day that was asked for; null for none.</param>
/// <param name="ThenInForce">What was in force at its end; null for nothing.</param>
/// <param name="Reviews">The latest first.</param>
/// <param name="Lines">From the journal, newest first.</param>
/// <param name="Earlier">The last entry of the page, where there are others before it.</param>
public sealed record HistoryModel(Sop Sop, IReadOnlyList<Revision> Revisions, ILookup<Id<Revision>, string> Writers, IReadOnlyDictionary<string, string> Names, DateOnly? On, Revision? ThenInForce, IReadOnlyList<Review> Reviews, IReadOnlyList<HistoryLine> Lines, long? Earlier, bool MayWrite)
{
    /// <summary>Where a draft can be opened from.</summary>
    public bool MayOpen(Revision revision) => MayWrite && RevisionLife.IsPossible(RevisionAct.OpenDraft, revision.State) && !Revisions.Any(row => row.State.IsUnderway());
}

static class ReadHistory
{
    const int MostLines = 100;

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/procedures/{sop}/history", async (string sop, string? on, long? before, [AsParameters] Workbench bench) =>
        (await Load(sop, on, before ?? long.MaxValue, bench)).Granted(out var model, out var refusal) ? Answers.Page<HistoryPage>(new { Model = model }) : Answers.Refuse(refusal));

    static async Task<Outcome<HistoryModel>> Load(string label, string? on, long before, Workbench bench)
    {
        var (db, stop) = (bench.Db, bench.Stop);
        if (!Labels.TryReadSop(label, out var number) || await db.Sops.AsNoTracking().Numbered(number).SingleOrDefaultAsync(stop) is not { } sop) return SopView.Unknown;
        var revisions = await db.Revisions.AsNoTracking().Where(row => row.SopId == sop.Id).OrderByDescending(row => row.Number).Take(200).ToListAsync(stop);
        var names = await db.Members.AsNoTracking().Select(row => new { row.Id, row.Name }).ToDictionaryAsync(row => row.Id.ToString(), row => row.Name, stop);
        DateOnly? day = DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) && asked < DateOnly.MaxValue ? asked : null;
        var then = day is { } date ? await InForceAt(db, sop.Id, EndOf(date), stop) : null;
        var subject = sop.Subject;
        var rows = await db.JournalRows.AsNoTracking().Where(row => row.Subject == subject && row.Index < before).OrderByDescending(row => row.Index).Take(MostLines + 1).ToListAsync(stop);
        var reviews = await ReviewDesk.Of(db, sop.Id, stop);
        return new HistoryModel(sop, revisions, await Authorship.Of(bench, revisions.ConvertAll(row => row.Id), names), names, day, then, reviews, await HistoryLines.Of([.. rows.Take(MostLines)], sop, revisions, bench), rows.Count > MostLines ? rows[MostLines - 1].Index : null, await MayWrite(sop, bench));
    }

    /// <summary>As what is in force says, else the draft.</summary>
    static async Task<bool> MayWrite(Sop sop, Workbench bench)
    {
        if (bench.By.Permission < People.Permission.Member) return false;
        var governing = await bench.Db.Revisions.AsNoTracking().SingleAsync(row => row.Id == sop.GoverningId, bench.Stop);
        return await Access.Writing.Of(bench.Texts.Read(governing.Sha256, governing.Text, sop.FileName).Header, governing.PublishedAt is not null, governing.AuthorId).Includes(bench.By, bench.Db, bench.Now, bench.Stop);
    }

    /// <summary>The revision that was in force at a moment; null when none was.</summary>
    public static Task<Revision?> InForceAt(HandrailDb db, Id<Sop> sop, Instant at, CancellationToken stop) =>
        db.Revisions.AsNoTracking().Where(row => row.SopId == sop && row.PublishedAt <= at && (row.SupersededAt == null || row.SupersededAt > at)).OrderByDescending(row => row.PublishedAt).FirstOrDefaultAsync(stop);

    /// <summary>The last moment of a day, in UTC.</summary>
    static Instant EndOf(DateOnly day) => new(Instant.From(new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero)).Microseconds - 1);
}
