using System.Net;
using Handrail.Core.Publishing;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures.Publishing;

/// <summary>
/// A revision in every state, and every act tried on it, through the doors, by everybody who may not: the tables of docs/lifecycle.md, and those whom the tables do not
/// name because for them nothing is there. Whoever is refused reads why, and no row and no journal is another afterwards.
/// </summary>
public sealed class EveryoneWhoMayNotTests(Cast cast) : IClassFixture<Cast>
{
    static readonly RevisionState[] States = Enum.GetValues<RevisionState>();

    const string ForEverybody = "", ForSome = "---\nclassification: restricted\naudience: [Carl Ash, Gus Elm]\n---\n";

    const string Auditor = "You may read here, but not change anything.", Administrator = "Only an administrator of the organization may do this.";

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
        (RevisionAct.Sign, (sop, n) => $"/procedures/{sop}/revisions/{n}/signature", [("password", TestServer.Password), ("weight", "Material"), ("overrule", "All the same")]),
        (RevisionAct.Publish, (sop, _) => $"/procedures/{sop}/publication", [("summary", "All"), ("overrule", "All the same")]),
        (RevisionAct.Retire, (sop, _) => $"/procedures/{sop}/retirement", [("reason", "No")]),
    ];

    Firm Firm => cast.Firm;

    /// <summary>Who stands in which column of the tables; and who does not read a text for some, so that for them it is not there: who reviewed an earlier version reads the later one no more.</summary>
    IEnumerable<(string Column, Browser Browser, bool Outside)> Members(RevisionState state, string header) =>
    [
        ("author", Firm.Carl, false), ("author", cast.Gus, false), ("approver", Firm.Emil, false), ("administrator", Firm.Ada, false), ("administrator", Firm.Bea, false), ("auditor", Firm.Ida, false),
        ("other member", Firm.Fay, header == ForSome),
        state is RevisionState.Draft or RevisionState.Discarded ? ("other member", Firm.Dora, header == ForSome) : ("reviewer", Firm.Dora, header == ForSome && state == RevisionState.Superseded),
    ];

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

    public static TheoryData<RevisionState, string> EveryState
    {
        get
        {
            var data = new TheoryData<RevisionState, string>();
            foreach (var state in States)
                foreach (var header in new[] { ForEverybody, ForSome }) data.Add(state, header);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(EveryState))]
    public async Task Nobody_does_what_the_tables_do_not_grant(RevisionState state, string header)
    {
        var sop = await Bring(state, header);
        var before = await EveryRow.About(Firm.Office, sop);
        var wrong = new List<string>();
        foreach (var (act, path, fields) in Acts)
        {
            foreach (var (column, browser, outside) in Members(state, header))
            {
                var mayPerson = Written("| act | author |", Row(act), column);
                if (!outside && mayPerson && (Written("| act | draft |", Row(act), Name(state)) || MeansAnother(act, state))) continue;
                var expected = outside && !NeedsAdministrator(act) ? NotThere
                    : mayPerson ? new(HttpStatusCode.Conflict, act == RevisionAct.Sign && state != RevisionState.Discarded && state != RevisionState.Draft ? $"You signed {sop} v1 on 2 March 2026, 09:00 UTC." : " on 2 March 2026, 09:00 UTC; it is ")
                    : new(HttpStatusCode.Forbidden, Why(act, column, sop));
                await Try($"{column} {act}", browser, path(sop, 1), fields, expected, wrong);
            }
            await Try($"stranger {act}", cast.Rob, path(sop, 1), fields, NotThere, wrong);
            await Try($"nobody {act}", cast.Nobody, path(sop, 1), fields, SignInFirst, wrong);
        }
        Assert.Equal("", string.Join('\n', wrong));
        Assert.Equal(before, await EveryRow.About(Firm.Office, sop));
    }

    [Theory]
    [InlineData(RevisionState.Published)]
    [InlineData(RevisionState.Draft)]
    public async Task Nobody_runs_or_writes_what_names_others_for_it(RevisionState state)
    {
        var sop = await Firm.Bring(state, $"For few as {state}", "---\nrunners: [Gus Elm]\nwriters: [Gus Elm]\n---\n");
        await Firm.Carl.Post($"/procedures/{sop}/suggestions", ("text", "More light"));
        var suggestion = (await Firm.Ada.Get($"/procedures/{sop}/suggestions")).Find("form[action$='/taking']")!.GetAttribute("action")!;
        var before = await EveryRow.About(Firm.Office, sop);
        var wrong = new List<string>();
        var writers = new Refused(HttpStatusCode.Forbidden, $"{sop} v1 is written by Gus Elm and administrators; that is not you.");

        await Try("source", Firm.Fay, $"/procedures/{sop}/draft", [("text", "# Other\n"), ("basedOn", "")], writers, wrong);
        foreach (var act in new[] { "write", "fill", "add", "remove", "about", "restore", "picture", "phase" })
            await Try(act, Firm.Fay, $"/procedures/{sop}/draft/steps", [("act", act), ("step", "front"), ("text", "Other")], writers, wrong);
        await Try("taking", Firm.Fay, suggestion, [("how", "by-hand")], writers, wrong);
        if (state == RevisionState.Published) await Try("opening", Firm.Fay, $"/procedures/{sop}/revisions/1/draft", [], writers, wrong);
        if (state == RevisionState.Published)
            foreach (var kind in new[] { "Live", "Drill", "Training" })
                await Try(kind, Firm.Fay, $"/procedures/{sop}/runs", [("kind", kind)], new(HttpStatusCode.Forbidden, $"{sop} is run by Gus Elm and administrators; that is not you."), wrong);

        Assert.Equal("", string.Join('\n', wrong));
        Assert.Equal(before, await EveryRow.About(Firm.Office, sop));
    }

    /// <summary>Suggestions and reviews hang on the procedure: for them it counts whether something is in force, and who answers for it.</summary>
    [Theory]
    [MemberData(nameof(EveryState))]
    public async Task Nobody_answers_a_suggestion_or_judges_a_text_who_may_not(RevisionState state, string header)
    {
        var sop = await Bring(state, header);
        await Firm.Carl.Post($"/procedures/{sop}/suggestions", ("text", "More light"));
        var suggestion = (await Firm.Ada.Get($"/procedures/{sop}/suggestions")).Find("form[action$='/taking']")!.GetAttribute("action")!;
        var inForce = state is RevisionState.Published or RevisionState.Superseded;
        var seen = inForce ? (await Firm.Ada.Get($"/procedures/{sop}/review")).Find("input[name=seen]")!.GetAttribute("value")! : "";
        var before = await EveryRow.About(Firm.Office, sop);
        var wrong = new List<string>();
        foreach (var (column, browser, unseen) in Members(state, header).Append(("stranger", cast.Rob, true)).Append(("nobody", cast.Nobody, false)))
        {
            var outside = unseen ? NotThere : column == "nobody" ? SignInFirst : null;
            if (outside is not null) await Try(column + " suggests", browser, $"/procedures/{sop}/suggestions", [("text", "More light")], outside, wrong);
            var closed = state is RevisionState.InReview or RevisionState.Approved ? new Refused(HttpStatusCode.Conflict, $"; it is {Name(state)}.") : null;
            if ((outside ?? (column == "auditor" ? new(HttpStatusCode.Forbidden, Auditor) : closed)) is { } noTaking) await Try(column + " takes", browser, suggestion, [("how", "by-hand")], noTaking, wrong);
            if ((outside ?? (column == "auditor" ? new Refused(HttpStatusCode.Forbidden, Auditor) : null)) is { } noDeclining)
                await Try(column + " declines", browser, suggestion.Replace("/taking", "/decline", StringComparison.Ordinal), [("reason", "No")], noDeclining, wrong);
            foreach (var verdict in new[] { "Keep", "Revise", "Retire" })
                if ((outside ?? Judged(column, inForce, sop)) is { } refused) await Try($"{column} judges {verdict}", browser, $"/procedures/{sop}/review", [("verdict", verdict), ("remark", "So"), ("seen", seen)], refused, wrong);
        }
        Assert.Equal("", string.Join('\n', wrong));
        Assert.Equal(before, await EveryRow.About(Firm.Office, sop));
    }

    static Refused? Judged(string column, bool inForce, string sop) =>
        column == "auditor" ? new(HttpStatusCode.Forbidden, Auditor)
        : !inForce ? new(HttpStatusCode.Conflict, $"{sop} is not in force, so there is nothing to review.")
        : column == "administrator" ? null : new(HttpStatusCode.Forbidden, " is reviewed by Ada Pine, Bea Elm; that is not you.");

    Task<string> Bring(RevisionState state, string header) => Firm.Bring(state, $"Tried as {state} {Guid.CreateVersion7():N}", header, cast.Gus);

    /// <param name="Sentence">Some words of the reason.</param>
    sealed record Refused(HttpStatusCode Status, string Sentence);

    static readonly Refused NotThere = new(HttpStatusCode.NotFound, "There is no such procedure, or you may not see it."), SignInFirst = new(HttpStatusCode.Found, "");

    static async Task Try(string what, Browser browser, string path, (string, string)[] fields, Refused expected, List<string> wrong)
    {
        var answer = await browser.Post(path, fields);
        if (answer.Status != expected.Status || !answer.Text.Contains(expected.Sentence, StringComparison.Ordinal)) wrong.Add($"{what}: {answer.Status} instead of {expected}: {answer.Find("main")?.TextContent.Trim()}");
        else if (answer.Location is { } location && !location.StartsWith("/sign-in?return=", StringComparison.Ordinal)) wrong.Add($"{what}: led to {location}");
    }

    /// <summary>The door itself asks for an administrator, before it looks whether anything is behind it.</summary>
    static bool NeedsAdministrator(RevisionAct act) => act is RevisionAct.Publish or RevisionAct.Retire;

    static string Why(RevisionAct act, string column, string sop) => (act, column) switch
    {
        (RevisionAct.Publish or RevisionAct.Retire, _) => Administrator,
        (_, "auditor") => Auditor,
        (RevisionAct.Discard or RevisionAct.SendForReview or RevisionAct.Withdraw, _) => "Only somebody who worked on this text, or an administrator, may do this.",
        (RevisionAct.WalkThrough, _) => "Only somebody who was asked to walk through it may do this. You can comment on any step.",
        (RevisionAct.SendBack, _) => "Only somebody who reviews or approves it, or an administrator, may send it back.",
        (RevisionAct.Sign, "author") => $"You worked on {sop} v1, so somebody else has to approve it.",
        (RevisionAct.Sign, _) => $"{sop} v1 is approved by one holder of {Stage.Role}; that is not you.",
        _ => throw new InvalidOperationException($"Everybody who writes here may {act}; {column} was refused."),
    };

    /// <summary>The addresses of these are the procedure's, not the revision's: they mean the one that is in force or worked on; and publishing a draft is publishing directly.</summary>
    static bool MeansAnother(RevisionAct act, RevisionState state) =>
        state == RevisionState.Superseded && act == RevisionAct.Retire || act == RevisionAct.Publish && state is RevisionState.Draft or RevisionState.InReview;
}
