using System.Net;
using Handrail.Core.Publishing;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Procedures.Publishing;

/// <summary>Every two deeds that are granted in the same state, sent at the same moment: they end as if one had come after the other, with one fact for each that took effect.</summary>
public sealed class AtTheSameMomentTests(Firm firm) : IClassFixture<Firm>, IAsyncLifetime
{
    static readonly Dictionary<RevisionState, Deed[]> Granted = new()
    {
        [RevisionState.Draft] = [Deed.Edit, Deed.Discard, Deed.Send, Deed.Publish, Deed.Comment],
        [RevisionState.InReview] = [Deed.Comment, Deed.Walk, Deed.SendBack, Deed.Withdraw, Deed.Sign, Deed.Publish],
        [RevisionState.Approved] = [Deed.Publish, Deed.SendBack, Deed.Withdraw, Deed.Comment],
        [RevisionState.Published] = [Deed.Open, Deed.Retire, Deed.Keep, Deed.Revise, Deed.JudgeRetired, Deed.Take, Deed.Decline],
        [RevisionState.Superseded] = [Deed.Open],
        [RevisionState.Retired] = [Deed.Open],
        [RevisionState.Discarded] = [Deed.Open],
    };

    public static TheoryData<RevisionState, Deed> EveryDeed
    {
        get
        {
            var data = new TheoryData<RevisionState, Deed>();
            foreach (var (state, deeds) in Granted)
                foreach (var deed in deeds) data.Add(state, deed);
            return data;
        }
    }

    public async ValueTask InitializeAsync() => await firm.Set("Fay Oak");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Two who may do it; where only one may, that one in two windows.</summary>
    (Browser One, Browser Other) Who(Deed deed) => deed switch
    {
        Deed.Edit => (firm.Carl, firm.Dora),
        Deed.Discard or Deed.Withdraw or Deed.Take or Deed.Decline => (firm.Carl, firm.Ada),
        Deed.Send => (firm.Carl, firm.Bea),
        Deed.Comment or Deed.Sign => (firm.Fay, firm.Emil),
        Deed.Walk => (firm.Dora, firm.Dora),
        Deed.SendBack => (firm.Emil, firm.Bea),
        Deed.Open => (firm.Carl, firm.Emil),
        _ => (firm.Ada, firm.Bea),
    };

    [Theory]
    [MemberData(nameof(EveryDeed))]
    public async Task Two_deeds_end_as_one_after_the_other(RevisionState state, Deed deed)
    {
        foreach (var other in Granted[state].SkipWhile(next => next != deed))
        {
            var (one, two) = (Who(deed).One, Who(other));
            await Together(state, (deed, one), (other, two.One == one ? two.Other : two.One));
        }
    }

    [Theory]
    [MemberData(nameof(EveryDeed))]
    public Task A_button_pressed_twice_does_it_once(RevisionState state, Deed deed) => Together(state, (deed, Who(deed).One), (deed, Who(deed).One));

    async Task Together(RevisionState state, params (Deed Deed, Browser By)[] two)
    {
        var sop = await firm.Bring(state, $"{state} {two[0].Deed} {two[1].Deed} {Guid.CreateVersion7():N}");
        if (two.Any(act => act.Deed is Deed.Take or Deed.Decline)) await (await firm.Emil.Get($"/procedures/{sop}/suggestions/new")).Submit("form[action$='/suggestions']", ("text", "More light"));
        var before = await firm.Kinds(sop);
        var (first, second) = (await Ready(sop, two[0].Deed, two[0].By, "first"), await Ready(sop, two[1].Deed, two[1].By, "second"));

        firm.Office.Server.Rendezvous.Of(2);
        var answers = await Task.WhenAll(first(), second());

        var facts = (await firm.Kinds(sop)).Skip(before.Count).Order(StringComparer.Ordinal);
        var (revision, next) = await Consistent(sop);
        var ended = new Ended(answers[0].Status == HttpStatusCode.SeeOther, answers[1].Status == HttpStatusCode.SeeOther, revision, next, string.Join(' ', facts));
        var life = new SerialLife(state);
        Assert.Contains(ended, new List<Ended> { life.Then(two[0].Deed, two[1].Deed), life.Then(two[1].Deed, two[0].Deed).Turned() });
        foreach (var refused in answers.Where(answer => answer.Status != HttpStatusCode.SeeOther))
        {
            Assert.Equal(HttpStatusCode.Conflict, refused.Status);
            Assert.Matches("on 2 March 2026|meanwhile|is being worked on|is not in force", refused.Text);
        }
    }

    /// <summary>Opens the page, so that only the press of the button is left.</summary>
    static async Task<Func<Task<Page>>> Ready(string sop, Deed deed, Browser by, string words)
    {
        var (path, form, fields) = How(sop, deed, words);
        var page = await by.Get(path);
        if (deed == Deed.Edit) fields = [("text", page.Find("#text")!.TextContent + $"\nThe {words}.\n")];
        return () => page.Submit(form, fields);
    }

    static (string Path, string Form, (string, object)[] Fields) How(string sop, Deed deed, string words)
    {
        var (all, one) = ($"/procedures/{sop}", $"/procedures/{sop}/revisions/1");
        return deed switch
        {
            Deed.Edit => (all + "/draft", "form[action$='/draft']", []),
            Deed.Discard => (one + "/approval", "form[action$='/discard']", []),
            Deed.Send => (one + "/sending", "main form[method=post]", [("summary", words)]),
            Deed.Publish => (all + "/publication", "main form[method=post]", [("summary", words), ("password", TestServer.Password)]),
            Deed.Comment => (one + "/approval", "form[action$='/remarks']", [("text", words)]),
            Deed.Walk => (one + "/walk-through?step=front", "#now form", [("verdict", "Agreed")]),
            Deed.SendBack => (one + "/approval", "form[action$='/return']", [("reason", words)]),
            Deed.Withdraw => (one + "/approval", "form[action$='/withdrawal']", []),
            Deed.Sign => (one + "/signature", "main form[method=post]", [("password", TestServer.Password)]),
            Deed.Open => (all + "/history", $"form[action='{one}/draft']", []),
            Deed.Retire => (all, "form[action$='/retirement']", [("reason", words)]),
            Deed.Take => (all + "/suggestions", "form[action$='/taking']", [("how", "by-hand")]),
            Deed.Decline => (all + "/suggestions", "form[action$='/decline']", [("reason", words)]),
            _ => (all + "/review", "main form[method=post]", [("verdict", deed == Deed.JudgeRetired ? "Retire" : deed.ToString()), ("remark", words)]),
        };
    }

    /// <summary>How revision 1 stands and whether a draft is open beside it, after a look at whether all rows say the same.</summary>
    Task<(RevisionState State, bool NextDraft)> Consistent(string sop) => firm.Office.Server.InDatabase(async db =>
    {
        Assert.True(Labels.TryReadSop(sop, out var number));
        var row = await db.Sops.IgnoreQueryFilters().AsNoTracking().SingleAsync(row => row.Number == number.Number);
        var revisions = await db.Revisions.IgnoreQueryFilters().AsNoTracking().Where(revision => revision.SopId == row.Id).OrderBy(revision => revision.Number).ToListAsync();
        Assert.Equal(row.PublishedId, revisions.SingleOrDefault(revision => revision.State == RevisionState.Published)?.Id);
        Assert.True(revisions.Count(revision => revision.State.IsUnderway()) <= 1);
        Assert.Equal(revisions.Find(revision => revision.State.IsUnderway())?.Id ?? row.PublishedId ?? row.LatestId, row.LatestId);
        Assert.All(revisions, revision => Assert.Equal(revision.State is RevisionState.Superseded or RevisionState.Retired, revision.SupersededAt is not null));
        Assert.Equal(Enumerable.Range(1, revisions.Count), revisions.Select(revision => revision.Number));
        return (revisions[0].State, revisions[^1].Number > 1 && revisions[^1].State == RevisionState.Draft);
    });
}
