using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Core.Reviewing;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Publishing;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Reviews;

/// <summary>A procedure in force that wants a review some day.</summary>
/// <param name="Outlook">With the reasons that hold now.</param>
/// <param name="WantedAt">See <see cref="ReviewOutlook.WantedAt"/>.</param>
/// <param name="Asked">Who is to do it.</param>
public sealed record WantedReview(Sop Sop, int Version, Outlook Outlook, Instant WantedAt, IReadOnlyList<Person> Asked)
{
    public bool IsOverdue(Instant now) => Outlook.Due < now;
    public bool IsFor(string member) => Asked.Any(person => person.Id == member);
}

/// <summary>How far a list of reviews looks ahead.</summary>
public enum Reach
{
    /// <summary>Its day has come, or something asks for it.</summary>
    Now,
    /// <summary>Those too whose day comes up: see <see cref="Outlook.RemindAt"/>.</summary>
    Soon,
    Ever,
}

/// <summary>Every question about which procedures want a review, the longest wanted first.</summary>
static class WantedReviews
{
    /// <summary>More than anybody reviews in a day; what one person is asked for is looked for among so many.</summary>
    const int Most = 500;

    /// <summary>What lists are chosen from: the one place that says which procedures there are to review.</summary>
    sealed class Row
    {
        public required Sop Sop { get; init; }
        public required ReviewOutlook Outlook { get; init; }
        public required int Version { get; init; }
        public required int Authors { get; init; }
        public required Id<Member>? Author { get; init; }
    }

    static IQueryable<Row> All(HandrailDb db) =>
        from outlook in db.ReviewOutlooks
        join sop in db.Sops on outlook.SopId equals sop.Id
        join revision in db.Revisions on sop.PublishedId equals revision.Id
        where !sop.Retired
        orderby outlook.WantedAt, outlook.SopId
        select new Row
        {
            Sop = sop,
            Outlook = outlook,
            Version = revision.Number,
            Authors = db.RevisionContributors.Count(row => row.RevisionId == revision.Id),
            Author = db.RevisionContributors.Where(row => row.RevisionId == revision.Id).OrderBy(row => row.MemberId).Select(row => (Id<Member>?)row.MemberId).FirstOrDefault(),
        };

    /// <param name="family">Empty for every one.</param>
    /// <param name="owner">Empty for every one.</param>
    public static async Task<IReadOnlyList<WantedReview>> Page(Workbench bench, Reach reach, string family, string owner, int skip, int take)
    {
        var (now, soon) = (bench.Now, bench.Now + Outlook.Ahead);
        var rows = All(bench.Db).AsNoTracking();
        if (reach == Reach.Now) rows = rows.Where(row => row.Outlook.WantedAt <= now);
        if (reach == Reach.Soon) rows = rows.Where(row => row.Outlook.WantedAt <= soon && row.Outlook.RemindAt <= now);
        if (family.Length > 0) rows = rows.Where(row => row.Sop.Family == family);
        if (owner.Length > 0) rows = rows.Where(row => row.Sop.Owner == owner);
        var (people, former) = await Everybody(bench);
        return [.. (await rows.Skip(skip).Take(take).ToListAsync(bench.Stop)).Select(row => Read(row, people, former, now))];
    }

    /// <summary>Those that one person is asked for, of every family.</summary>
    /// <param name="enough">As many as are wanted; the list is not read further than to there.</param>
    public static async Task<IReadOnlyList<WantedReview>> For(Workbench bench, Reach reach = Reach.Soon, int enough = Most)
    {
        var (found, me, step) = (new List<WantedReview>(), bench.By.Id.ToString(), Math.Min(2 * enough, Most));
        for (var skip = 0; skip < Most && found.Count < enough;)
        {
            var some = await Page(bench, reach, "", "", skip, step);
            found.AddRange(some.Where(wanted => wanted.IsFor(me)));
            if (some.Count < step) break;
            (skip, step) = (skip + step, Math.Min(4 * step, Most - skip - step));
        }
        return [.. found.Take(enough)];
    }

    public static Task<int> CountOverdue(Workbench bench)
    {
        var now = bench.Now;
        return bench.Db.ReviewOutlooks.CountAsync(outlook => outlook.WantedAt <= now, bench.Stop);
    }

    static WantedReview Read(Row row, IReadOnlyList<Person> people, IReadOnlyList<FormerPerson> former, Instant now)
    {
        var about = new ReviewedProcedure($"{row.Sop.Label} v{row.Version}", row.Sop.Owner, row.Authors == 1 ? row.Author?.ToString() : null, people, former);
        return new(row.Sop, row.Version, row.Outlook.At(row.Sop, now), row.Outlook.WantedAt, Reviewers.Asked(about));
    }

    /// <summary>As it holds at a moment: what has not come yet is no reason, and going unused is one only then.</summary>
    public static Outlook At(this ReviewOutlook row, Sop sop, Instant now)
    {
        var outlook = row.Read();
        IEnumerable<ReviewTrigger?> triggers = [.. outlook.Triggers.Where(trigger => trigger.At <= now), Triggers.OfNoRun(outlook.Since, outlook.Due, sop.LastRunAt, now)];
        return outlook with { Triggers = [.. triggers.OfType<ReviewTrigger>()] };
    }

    public static async Task<(IReadOnlyList<Person> People, IReadOnlyList<FormerPerson> Former)> Everybody(Workbench bench)
    {
        var now = bench.Now;
        return (await PeopleHere.All(bench.Db, now, bench.Stop), await PeopleHere.Former(bench.Db, now, bench.Stop));
    }
}
