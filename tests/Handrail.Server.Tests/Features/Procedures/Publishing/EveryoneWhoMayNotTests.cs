using System.Net;
using Handrail.Core.Publishing;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures.Publishing;

/// <summary>A revision in every state, and every act tried on it by everybody who may not: the tables of docs/lifecycle.md, through the doors.</summary>
public sealed class EveryoneWhoMayNotTests(Firm firm) : IClassFixture<Firm>, IAsyncLifetime
{
    static readonly RevisionState[] States = Enum.GetValues<RevisionState>();

    /// <summary>How each act is asked for; publishing names no revision, it means the one that is being worked on.</summary>
    static readonly (RevisionAct Act, Func<string, int, string> Path, (string, string)[] Fields)[] Acts =
    [
        (RevisionAct.OpenDraft, (sop, n) => $"/procedures/{sop}/revisions/{n}/draft", []),
        (RevisionAct.Edit, (sop, _) => $"/procedures/{sop}/draft", [("text", "# Other\n"), ("basedOn", "")]),
        (RevisionAct.Discard, (sop, n) => $"/procedures/{sop}/revisions/{n}/discard", [("reason", "No")]),
        (RevisionAct.SendForReview, (sop, n) => $"/procedures/{sop}/revisions/{n}/sending", [("summary", "All"), ("weight", "Material")]),
        (RevisionAct.Comment, (sop, n) => $"/procedures/{sop}/revisions/{n}/remarks", [("text", "Well")]),
        (RevisionAct.WalkThrough, (sop, n) => $"/procedures/{sop}/revisions/{n}/walk-through/front", [("verdict", "Agreed")]),
        (RevisionAct.SendBack, (sop, n) => $"/procedures/{sop}/revisions/{n}/return", [("reason", "No")]),
        (RevisionAct.Withdraw, (sop, n) => $"/procedures/{sop}/revisions/{n}/withdrawal", [("reason", "No")]),
        (RevisionAct.Sign, (sop, n) => $"/procedures/{sop}/revisions/{n}/signature", [("password", TestServer.Password), ("weight", "Material")]),
        (RevisionAct.Publish, (sop, _) => $"/procedures/{sop}/publication", [("summary", "All")]),
        (RevisionAct.Retire, (sop, _) => $"/procedures/{sop}/retirement", [("reason", "No")]),
    ];

    Browser Paul => firm.Emil;

    IEnumerable<(string Column, Browser Browser)> People(RevisionState state) =>
    [
        ("author", firm.Carl), (state is RevisionState.Draft or RevisionState.Discarded ? "other member" : "reviewer", firm.Dora), ("approver", Paul), ("administrator", firm.Ada), ("other member", firm.Fay), ("auditor", firm.Ida),
    ];

    /// <summary>Who approves is no administrator here, so that the columns are kept apart.</summary>
    public async ValueTask InitializeAsync()
    {
        await firm.Office.Server.GiveRole("Emil Fir", "Security lead");
        await firm.Ada.SetRule("", 1, "Security lead", "Always");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    static bool Written(string firstColumn, string row, string column)
    {
        var table = Document().Split('\n').SkipWhile(line => !line.StartsWith(firstColumn, StringComparison.Ordinal)).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToList()).ToList();
        return table.Single(cells => cells[0] == row)[table[0].IndexOf(column)] == "yes";
    }

    static string Document()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "docs", "lifecycle.md") is var path && File.Exists(path)) return File.ReadAllText(path);
        throw new InvalidOperationException("docs/lifecycle.md is not above the tests.");
    }

    static string Row(RevisionAct act) => string.Concat(act.ToString().Select((letter, at) => at > 0 && char.IsUpper(letter) ? " " + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));

    static string Name(RevisionState state) => state switch { RevisionState.Published => "in force", RevisionState.InReview => "in review", _ => state.ToString().ToLowerInvariant() };

    /// <summary>Carl writes, Dora reviews, Emil approves.</summary>
    async Task<string> Bring(RevisionState state)
    {
        var sop = await firm.Carl.Draft("Tried as " + state);
        if (state == RevisionState.Draft) return sop;
        if (state == RevisionState.Discarded)
        {
            await firm.Carl.TakeBack(sop, 1, "discard");
            return sop;
        }
        await firm.Carl.Send(sop, 1, ["Dora Yew"], ("effective", state == RevisionState.Approved ? "2026-12-24" : ""));
        if (state == RevisionState.InReview) return sop;
        await Paul.Sign(sop, 1);
        if (state == RevisionState.Retired) await (await firm.Ada.Get($"/procedures/{sop}")).Submit("form[action$='/retirement']", ("reason", "Nobody locks any more"));
        if (state == RevisionState.Superseded)
        {
            await firm.Carl.Edit(sop);
            await firm.Carl.Save(sop, typed => typed + "3. Go {#go}\n");
            await firm.Carl.Send(sop, 2, []);
            await Paul.Sign(sop, 2);
        }
        return sop;
    }

    public static TheoryData<RevisionState> EveryState => [.. States];

    [Theory]
    [MemberData(nameof(EveryState))]
    public async Task Nobody_does_what_the_tables_do_not_grant(RevisionState state)
    {
        var sop = await Bring(state);
        var before = await firm.Kinds(sop);
        var wrong = new List<string>();
        foreach (var (act, path, fields) in Acts)
            foreach (var (column, browser) in People(state))
            {
                var mayPerson = Written("| act | author |", Row(act), column);
                if (mayPerson && (Written("| act | draft |", Row(act), Name(state)) || MeansAnother(act, state))) continue;
                var answer = await browser.Post(path(sop, 1), fields);
                var expected = mayPerson ? HttpStatusCode.Conflict : HttpStatusCode.Forbidden;
                if (answer.Status != expected) wrong.Add($"{column} {act}: {answer.Status} instead of {expected}");
            }
        Assert.Empty(wrong);
        Assert.Equal(before, await firm.Kinds(sop));
    }

    /// <summary>The addresses of these are the procedure's, not the revision's: they mean the one that is in force or worked on; and publishing a draft is publishing directly.</summary>
    static bool MeansAnother(RevisionAct act, RevisionState state) =>
        state == RevisionState.Superseded && act == RevisionAct.Retire || act == RevisionAct.Publish && state is RevisionState.Draft or RevisionState.InReview;
}
