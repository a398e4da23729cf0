using System.Globalization;
using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Core.Publishing.Access;
using Handrail.Server.Features.Compliance;
using Handrail.Server.Features.Discovery;
using Handrail.Server.Features.Discovery.Recordings;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Acknowledging;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Features.Procedures.Suggesting;
using Handrail.Server.Features.Reviews;
using Handrail.Server.Features.Settings.Approval;
using Handrail.Server.Features.ToolChanges;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Today;

public enum Waiting { Approval, WalkThrough, SentBack, HeldBack, ToolLeft, Suggestion, Review, Interview, Copy, Recording, PolicyToSign, PoliciesToSign, PolicyToFinish, Acknowledgement, Acknowledgements }

/// <summary>One thing about procedures that this person is to do, one tap away.</summary>
/// <param name="Name">SOP-014 v3.</param>
/// <param name="Detail">In the words of whoever it comes from.</param>
public sealed record WaitingItem(Waiting What, string Name, string Title, string Detail, string Href, Instant Since)
{
    /// <summary>How far what it is about is open; the person it waits for may read it.</summary>
    public Secrecy Secrecy { get; init; }
}

/// <summary>What became of something this person suggested.</summary>
public sealed record AnsweredSuggestion(Suggestion Suggestion, string Sop, string Title, string By);

/// <summary>What waits for one person on the way of procedures, oldest first.</summary>
static class WaitsForMe
{
    const int Most = 20;
    const int MostApart = 3;

    /// <summary>For how long it is shown what became of a suggestion.</summary>
    static readonly TimeSpan News = TimeSpan.FromDays(14);

    public static async Task<IReadOnlyList<WaitingItem>> Load(Workbench bench)
    {
        if (bench.By.Permission < Permission.Member) return [];
        var people = await PeopleHere.All(bench.Db, bench.Now, bench.Stop);
        if (people.FirstOrDefault(person => person.Id == bench.By.Id.ToString()) is not { } me) return [];
        return [.. await Approvals(bench, people, me), .. await WalkThroughs(bench), .. await SentBack(bench), .. await HeldBack(bench), .. await ToolsLeft(bench), .. await Suggestions(bench, people, me), .. await Reviews(bench), .. await Interviews(bench), .. await Copies(bench), .. await Recordings(bench), .. await Policies(bench, people, me), .. await Acknowledgements(bench)];
    }

    /// <summary>All that is in review is looked at with the same rules as when it is signed.</summary>
    static async Task<IEnumerable<WaitingItem>> Approvals(Workbench bench, IReadOnlyList<Person> people, Person me)
    {
        var (db, stop) = (bench.Db, bench.Stop);
        var underway = await (from revision in db.Revisions join sop in db.Sops on revision.SopId equals sop.Id where revision.State == RevisionState.InReview orderby revision.MovedAt, sop.Number, sop.Suffix select new { sop, revision }).AsNoTracking().Take(200).ToListAsync(stop);
        var ids = underway.Select(row => row.revision.Id).ToList();
        var contributors = (await db.RevisionContributors.AsNoTracking().Where(row => ids.Contains(row.RevisionId)).ToListAsync(stop)).ToLookup(row => row.RevisionId, row => row.MemberId.ToString());
        var signatures = (await db.RevisionSignatures.AsNoTracking().Where(row => ids.Contains(row.RevisionId)).ToListAsync(stop)).ToLookup(row => (row.RevisionId, row.Round));
        var rules = await db.ApprovalRules.AsNoTracking().ToListAsync(stop);
        return underway.Where(row => Signing.RightOf(new RevisionStanding
        {
            Name = row.sop.Label,
            State = row.revision.State,
            Through = row.revision.MovedThrough,
            ThroughBy = "",
            ThroughAt = row.revision.MovedAt,
            Contributors = contributors[row.revision.Id].ToHashSet(),
            Signatures = [.. signatures[(row.revision.Id, row.revision.Round)].Select(signature => new Signature(signature.MemberId.ToString(), signature.ForId?.ToString(), signature.Role, signature.Alone, signature.At))],
            Rule = ApprovalRules.Of(rules, row.sop, bench.Texts.Read(row.revision.Sha256, row.revision.Text, row.sop.FileName).Header),
            People = people,
        }, me).Refusal is null).Take(Most).Select(row => Item(Waiting.Approval, row.sop, row.revision, row.revision.Summary, Links.Approval(row.sop.Label, row.revision.Number)));
    }

    static async Task<IEnumerable<WaitingItem>> WalkThroughs(Workbench bench) =>
        (await (from reviewer in bench.Db.RevisionReviewers
                join revision in bench.Db.Revisions on new { Id = reviewer.RevisionId, reviewer.Round } equals new { revision.Id, revision.Round }
                join sop in bench.Db.Sops on revision.SopId equals sop.Id
                where reviewer.MemberId == bench.By.Id && reviewer.FinishedAt == null && revision.State == RevisionState.InReview
                orderby revision.MovedAt
                select new { sop, revision }).AsNoTracking().Take(Most).ToListAsync(bench.Stop))
            .Select(row => Item(Waiting.WalkThrough, row.sop, row.revision, row.revision.Summary, Links.WalkThrough(row.sop.Label, row.revision.Number)));

    static async Task<IEnumerable<WaitingItem>> SentBack(Workbench bench) =>
        (await (from contributor in bench.Db.RevisionContributors
                join revision in bench.Db.Revisions on contributor.RevisionId equals revision.Id
                join sop in bench.Db.Sops on revision.SopId equals sop.Id
                join sender in bench.Db.Members on revision.MovedById equals sender.Id
                where contributor.MemberId == bench.By.Id && revision.State == RevisionState.Draft && revision.MovedThrough == RevisionAct.SendBack
                orderby revision.MovedAt
                select new { sop, revision, sender.Name }).AsNoTracking().Take(Most).ToListAsync(bench.Stop))
            .Select(row => Item(Waiting.SentBack, row.sop, row.revision, row.Name, Links.Approval(row.sop.Label, row.revision.Number)));

    /// <summary>Approved without a date, and still not in force: something stood in the way.</summary>
    static async Task<IEnumerable<WaitingItem>> HeldBack(Workbench bench) => !bench.By.IsAdministrator ? [] :
        (await (from revision in bench.Db.Revisions join sop in bench.Db.Sops on revision.SopId equals sop.Id where revision.State == RevisionState.Approved && revision.EffectiveAt == null orderby revision.MovedAt, sop.Number, sop.Suffix select new { sop, revision }).AsNoTracking().Take(Most).ToListAsync(bench.Stop))
            .Select(row => Item(Waiting.HeldBack, row.sop, row.revision, "", Links.Approval(row.sop.Label, row.revision.Number)));

    /// <summary>Procedures that a change of tool did not reach and that can be drafted for it by now.</summary>
    static async Task<IEnumerable<WaitingItem>> ToolsLeft(Workbench bench) =>
        (await Remaining.Draftable(bench)).Select(left => new WaitingItem(Waiting.ToolLeft, left.Change.Label, left.Change.From, left.Count == 1 ? "one procedure" : $"{left.Count} procedures", Links.Together(left.Change.Label) + "#remaining", left.Change.At));

    /// <summary>Those about procedures whose owner's role this person holds; of an owner that nobody is, the administrators'.</summary>
    static async Task<IEnumerable<WaitingItem>> Suggestions(Workbench bench, IReadOnlyList<Person> people, Person me)
    {
        var open = await (from suggestion in bench.Db.Suggestions join sop in bench.Db.Sops on suggestion.SopId equals sop.Id where suggestion.State == SuggestionState.Open && !sop.Retired orderby suggestion.At select new { sop, suggestion }).AsNoTracking().Take(500).ToListAsync(bench.Stop);
        return open.Where(row => row.sop.Owner.Length > 0 && people.Any(person => person.Holds(row.sop.Owner)) ? me.Holds(row.sop.Owner) : me.IsAdministrator)
            .Take(Most).Select(row => new WaitingItem(Waiting.Suggestion, row.sop.Label, row.sop.Title, row.suggestion.Text, $"{Links.Suggestions(row.sop.Label)}#s-{row.suggestion.Id}", row.suggestion.At) { Secrecy = row.sop.Secrecy });
    }

    /// <summary>Those that come up soon, and those that something asks for.</summary>
    static async Task<IEnumerable<WaitingItem>> Reviews(Workbench bench) =>
        (await WantedReviews.For(bench, enough: Most))
            .Select(wanted => new WaitingItem(Waiting.Review, wanted.Sop.Label, wanted.Sop.Title, wanted.Outlook.Triggers is [var first, ..] ? first.InWords : wanted.Sop.Owner, Links.Review(wanted.Sop.Label), wanted.WantedAt) { Secrecy = wanted.Sop.Secrecy });

    /// <summary>Questions this person asked that are answered, handed in or not, until they are closed.</summary>
    static async Task<IEnumerable<WaitingItem>> Interviews(Workbench bench) =>
        (await bench.Db.InterviewSheets.AsNoTracking().Where(sheet => sheet.AskedById == bench.By.Id && (sheet.State == SheetState.Answered || sheet.State == SheetState.HandedIn)).OrderBy(sheet => sheet.AnsweredAt).Take(Most).ToListAsync(bench.Stop))
            .Select(sheet => new WaitingItem(Waiting.Interview, "", sheet.Title, sheet.Person + (sheet.State == SheetState.HandedIn ? ", handed in" : ", not handed in yet"), Links.Practice(sheet.Template), sheet.AnsweredAt!.Value));

    /// <summary>What this person gave out on paper and another version took the place of: it is replaced or taken back.</summary>
    static async Task<IEnumerable<WaitingItem>> Copies(Workbench bench) =>
        (await (from copy in bench.Db.PrintedCopies
                join sop in bench.Db.Sops on copy.SopId equals sop.Id
                join revision in bench.Db.Revisions on new { copy.SopId, Number = copy.Revision } equals new { revision.SopId, revision.Number }
                where copy.IssuedById == bench.By.Id && copy.EndedAt == null && revision.SupersededAt != null
                orderby revision.SupersededAt, copy.Number
                select new { sop, copy, since = revision.SupersededAt!.Value, revision.Secrecy }).AsNoTracking().Take(Most).ToListAsync(bench.Stop))
            .Select(row => new WaitingItem(Waiting.Copy, $"{row.sop.Label} v{row.copy.Revision}", row.copy.Recipient, $"copy {row.copy.Number}", Links.Control(row.sop.Label) + "#copies", row.since) { Secrecy = row.Secrecy > row.sop.Secrecy ? row.Secrecy : row.sop.Secrecy });

    /// <summary>What this person began to record and has not finished: nobody else sees it.</summary>
    static async Task<IEnumerable<WaitingItem>> Recordings(Workbench bench) =>
        (await bench.Db.Recordings.AsNoTracking().Where(recording => recording.ById == bench.By.Id && recording.State == RecordingState.Open).OrderBy(recording => recording.StartedAt).Take(Most).ToListAsync(bench.Stop))
            .Select(recording => new WaitingItem(Waiting.Recording, "", recording.Title, "", Links.Recording(recording.Id), recording.StartedAt) { Secrecy = Secrecy.Secret });

    /// <summary>Many to sign are one line, and signed one after the other.</summary>
    static async Task<IEnumerable<WaitingItem>> Policies(Workbench bench, IReadOnlyList<Person> people, Person me)
    {
        var waiting = await WaitingPolicies.For(me, people, bench);
        var toSign = waiting.Where(row => !row.HasBlank).ToList();
        return waiting.Where(row => row.HasBlank).Take(Most).Select(row => Item(Waiting.PolicyToFinish, row, Links.PolicyDraft(row.Own.Name)))
            .Concat(toSign.Count <= MostApart
                ? toSign.Select(row => Item(Waiting.PolicyToSign, row, Links.PolicyApproval(row.Own.Name)))
                : [new(Waiting.PoliciesToSign, "", toSign.Count.ToString(CultureInfo.CurrentUICulture), "", Links.NextPolicyToSign, toSign[0].Draft.ChangedAt)]);
    }

    /// <summary>What this person is to read and acknowledge. Many are one line, or nobody would see what else waits.</summary>
    static async Task<IEnumerable<WaitingItem>> Acknowledgements(Workbench bench)
    {
        var sops = await Unacknowledged.Of(bench);
        var rows = await (from sop in sops join revision in bench.Db.Revisions on sop.PublishedId equals revision.Id orderby revision.PublishedAt, sop.Number, sop.Suffix select new { sop, revision }).AsNoTracking().Take(MostApart + 1).ToListAsync(bench.Stop);
        return rows.Count <= MostApart
            ? rows.Select(row => Item(Waiting.Acknowledgement, row.sop, row.revision, row.revision.Summary, Links.Sop(row.sop.Label)))
            : [new(Waiting.Acknowledgements, "", (await sops.CountAsync(bench.Stop)).ToString(CultureInfo.CurrentUICulture), "", Links.Unacknowledged, rows[0].revision.PublishedAt ?? rows[0].revision.MovedAt)];
    }

    static WaitingItem Item(Waiting what, WaitingPolicy policy, string href) => new(what, $"v{policy.Draft.Number}", policy.Own.Title, policy.Draft.Summary, href, policy.Draft.ChangedAt);

    public static async Task<IReadOnlyList<AnsweredSuggestion>> Answered(Workbench bench)
    {
        var since = bench.Now - News;
        return [.. (await (from suggestion in bench.Db.Suggestions
                           join sop in bench.Db.Sops on suggestion.SopId equals sop.Id
                           join answerer in bench.Db.Members on suggestion.AnsweredById equals answerer.Id
                           where suggestion.AuthorId == bench.By.Id && suggestion.AnsweredAt > since
                           orderby suggestion.AnsweredAt descending
                           select new { suggestion, sop, answerer.Name }).AsNoTracking().Take(Most).ToListAsync(bench.Stop))
            .Select(row => new AnsweredSuggestion(row.suggestion, row.sop.Label, row.sop.Title, row.Name))];
    }

    static WaitingItem Item(Waiting what, Sop sop, Revision revision, string detail, string href) =>
        new(what, $"{sop.Label} v{revision.Number}", revision.Title, detail, href, revision.MovedAt) { Secrecy = revision.Secrecy > sop.Secrecy ? revision.Secrecy : sop.Secrecy };
}
