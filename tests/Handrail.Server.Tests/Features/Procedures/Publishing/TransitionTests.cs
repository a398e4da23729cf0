using Handrail.Core.Journal;
using Handrail.Core.Publishing;
using Handrail.Server.Features.Journal;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Procedures.Publishing;

/// <summary>Every way from one state to another, through its door: the row says what moved it, who and when, and so does a fact of the same person at the same moment.</summary>
public sealed class TransitionTests(Cast cast) : IClassFixture<Cast>
{
    static int _titles;

    static readonly (RevisionState From, RevisionAct Act, RevisionState To, string Who, string Fact)[] Ways =
    [
        (RevisionState.Draft, RevisionAct.Discard, RevisionState.Discarded, "Carl Ash", "DraftDiscarded"),
        (RevisionState.Draft, RevisionAct.SendForReview, RevisionState.InReview, "Carl Ash", "RevisionSentForReview"),
        (RevisionState.Draft, RevisionAct.PublishDirectly, RevisionState.Published, "Ada Pine", "RevisionPublished"),
        (RevisionState.InReview, RevisionAct.PublishDirectly, RevisionState.Published, "Bea Elm", "RevisionPublished"),
        (RevisionState.InReview, RevisionAct.SendBack, RevisionState.Draft, "Dora Yew", "RevisionSentBack"),
        (RevisionState.InReview, RevisionAct.Withdraw, RevisionState.Draft, "Carl Ash", "RevisionWithdrawn"),
        (RevisionState.InReview, RevisionAct.Sign, RevisionState.Approved, "Emil Fir", "RevisionApproved"),
        (RevisionState.Approved, RevisionAct.SendBack, RevisionState.Draft, "Emil Fir", "RevisionSentBack"),
        (RevisionState.Approved, RevisionAct.Withdraw, RevisionState.Draft, "Carl Ash", "RevisionWithdrawn"),
        (RevisionState.Approved, RevisionAct.Publish, RevisionState.Published, "Ada Pine", "RevisionPublished"),
        (RevisionState.Published, RevisionAct.Retire, RevisionState.Retired, "Ada Pine", "ProcedureRetired"),
        (RevisionState.Published, RevisionAct.Supersede, RevisionState.Superseded, "Emil Fir", "RevisionPublished"),
    ];

    public static TheoryData<RevisionState, RevisionAct> Cells
    {
        get
        {
            var cells = new TheoryData<RevisionState, RevisionAct>();
            foreach (var way in Ways) cells.Add(way.From, way.Act);
            return cells;
        }
    }

    [Fact]
    public void Every_way_that_the_rules_know_is_gone_here() => Assert.Equal(
        Enum.GetValues<RevisionAct>().SelectMany(act => Enum.GetValues<RevisionState>().Where(state => RevisionLife.IsPossible(act, state) && (act == RevisionAct.Sign || RevisionLife.After(state, act) != state)).Select(state => (state, act))).Order(),
        Ways.Select(way => (way.From, way.Act)).Order());

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_transition_is_a_row_with_who_and_when_and_a_fact(RevisionState from, RevisionAct act)
    {
        var (_, _, to, who, fact) = Ways.Single(way => (way.From, way.Act) == (from, act));
        var title = $"Move {Interlocked.Increment(ref _titles):D2}";
        // What is signed in this test waits for its date, so that its approval is seen.
        var sop = act == RevisionAct.Sign ? await InReviewUntil(title) : await cast.Firm.Bring(from, title);
        cast.Firm.Office.Server.Clock.Advance(TimeSpan.FromMinutes(1));

        await Do(act, sop);

        var (moved, written) = await cast.Firm.Office.Server.InDatabase(async db =>
        {
            Assert.True(Labels.TryReadSop(sop, out var number));
            var row = await (from revision in db.Revisions.IgnoreQueryFilters()
                             join of in db.Sops.IgnoreQueryFilters() on revision.SopId equals of.Id
                             join member in db.Members.IgnoreQueryFilters() on revision.MovedById equals member.Id
                             where of.Number == number.Number && revision.Number == 1
                             select new { revision.State, revision.MovedThrough, Who = member.Name, revision.MovedAt, revision.MovedById }).SingleAsync();
            var last = await db.JournalRows.IgnoreQueryFilters().Where(entry => entry.Subject == "procedure/" + sop && entry.Kind == fact).OrderByDescending(entry => entry.Index).FirstAsync();
            return (row, last);
        });
        Assert.Equal((to, act, who), (moved.State, moved.MovedThrough, moved.Who));
        Assert.Equal(Handrail.Core.Instant.Now(cast.Firm.Office.Server.Clock), moved.MovedAt);
        Assert.Equal((moved.MovedById, moved.MovedAt), (written.ActorId, written.At));
        if (act == RevisionAct.Supersede) Assert.Equal((2, 1), ((RevisionPublished)written.Read()!.Fact) is var published ? (published.Revision, published.Supersedes) : default);
    }

    async Task<string> InReviewUntil(string title)
    {
        var sop = await cast.Firm.Bring(RevisionState.Draft, title);
        await cast.Firm.Carl.Send(sop, 1, ["Dora Yew"], ("effective", "2026-12-24"));
        return sop;
    }

    async Task Do(RevisionAct act, string sop)
    {
        var (firm, from) = (cast.Firm, await StateOf(sop));
        switch (act)
        {
            case RevisionAct.Discard: await firm.Carl.TakeBack(sop, 1, "discard"); break;
            case RevisionAct.SendForReview: await firm.Carl.Send(sop, 1, []); break;
            case RevisionAct.PublishDirectly: await (from == RevisionState.Draft ? firm.Ada : firm.Bea).TryPublish(sop); break;
            case RevisionAct.SendBack: await (from == RevisionState.InReview ? firm.Dora : firm.Emil).TakeBack(sop, 1, "return", "Not like this"); break;
            case RevisionAct.Withdraw: await firm.Carl.TakeBack(sop, 1, "withdrawal"); break;
            case RevisionAct.Sign: await firm.Emil.Sign(sop, 1); break;
            case RevisionAct.Publish: await firm.Ada.TryPublish(sop); break;
            case RevisionAct.Retire: await (await firm.Ada.Get($"/procedures/{sop}")).Submit("form[action$='/retirement']", ("reason", "Nobody locks any more")); break;
            default:
                await firm.Carl.Edit(sop);
                await firm.Carl.Save(sop, typed => typed + "3. Go {#go}\n");
                await firm.Carl.Send(sop, 2, []);
                await firm.Emil.Sign(sop, 2);
                break;
        }
    }

    Task<RevisionState> StateOf(string sop) => cast.Firm.Office.Server.InDatabase(db =>
    {
        Assert.True(Labels.TryReadSop(sop, out var number));
        return (from revision in db.Revisions.IgnoreQueryFilters() join of in db.Sops.IgnoreQueryFilters() on revision.SopId equals of.Id where of.Number == number.Number && revision.Number == 1 select revision.State).SingleAsync();
    });
}
