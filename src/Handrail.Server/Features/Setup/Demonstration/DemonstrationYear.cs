using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;
using Handrail.Core.Procedures.Comparing;
using Handrail.Core.Publishing;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Features.Compliance;
using Handrail.Server.Features.Discovery;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Acknowledging;
using Handrail.Server.Features.Procedures.Editing;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Features.Procedures.Suggesting;
using Handrail.Server.Features.Reviews;
using Handrail.Server.Features.Runs;
using Handrail.Server.Files;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;
using StartAct = Handrail.Core.Running.StartRun;
using StartRun = Handrail.Server.Features.Runs.StartRun;

namespace Handrail.Server.Features.Setup.Demonstration;

/// <summary>
/// Lives through the months of the invented company, in order of time, through the same use cases that people use: whatever they refuse is refused
/// here too, and its journal is a journal like any other.
/// </summary>
sealed class DemonstrationYear(IServiceScopeFactory scopes, Id<Organization> organization, IReadOnlyList<CurrentMember> people, Instant now)
{
    /// <summary>More turns than any run has; one that does not end stays open.</summary>
    const int MostTurns = 200;

    readonly PriorityQueue<Func<Task<Instant?>>, Instant> _ahead = new();
    /// <summary>Runs that wait for the end of another one, by its label.</summary>
    readonly Dictionary<string, string> _parents = [];
    readonly TurnedClock _clock = new();
    readonly Instant _began = now - TimeSpan.FromDays(Company.Age);
    int _turn;

    /// <param name="lived">Told, now and then, how many of the days are over.</param>
    public async Task Live(Action<int> lived, CancellationToken stop)
    {
        for (var i = 0; i < Company.Habits.Length; i++) Plan(Company.Habits[i], _began + TimeSpan.FromHours(2 + i * 5), stop);
        foreach (var judgement in Company.Judgements) At(WorkingTime(_began + TimeSpan.FromDays(judgement.Day)), () => Review(judgement, stop));
        foreach (var policy in Company.Policies) At(WorkingTime(_began + TimeSpan.FromDays(8)), () => Bind(policy, text => text, "", stop));
        var (tightened, day, from, to, why) = Company.Tightened;
        At(WorkingTime(_began + TimeSpan.FromDays(day)), () => Bind(tightened, text => text.Replace($"every other account within {from}", $"every other account within {to}", StringComparison.Ordinal).Replace($"Limit: {from} from Departure", $"Limit: {to} from Departure", StringComparison.Ordinal), why, stop));
        At(WorkingTime(_began + TimeSpan.FromDays(Company.Unanswered.Day)), () => Suggest(stop));
        foreach (var asked in Company.Interviews) Ask(asked, stop);
        At(now - TimeSpan.FromHours(30), () => Change("SOP-002", text => text.Replace("15 minutes", "10 minutes", StringComparison.Ordinal), "Sessions end within 10 minutes, as the access control policy asks now.", stop));
        var (wide, decided, audience, reason) = Company.ForAll;
        At(WorkingTime(_began + TimeSpan.FromDays(decided)), () => Change(wide, text => text.Insert(text.IndexOf('\n') + 1, $"audience: [{audience}]\n"), reason, stop));
        At(WorkingTime(_began + TimeSpan.FromDays(decided + 1)), () => Sign(wide, 2, stop));
        for (var by = 0; by < people.Count; by++) Read(by, stop);
        while (_ahead.TryDequeue(out var happen, out var at) && at < now)
        {
            _clock.At = at;
            lived((int)(at - _began).TotalDays);
            if (await happen() is { } next) _ahead.Enqueue(happen, next);
        }
    }

    void Plan(Habit habit, Instant adopted, CancellationToken stop)
    {
        var sop = "";
        At(adopted, async () => sop = await Adopt(habit, stop));
        At(adopted + TimeSpan.FromHours(4), () => WalkThrough(sop, stop));
        At(adopted + TimeSpan.FromHours(23), () => Sign(sop, 1, stop));
        for (var day = habit.FirstDay; day < Company.Age; day += habit.EveryDays) Run(WorkingTime(_began + TimeSpan.FromDays(day) + TimeSpan.FromMinutes(day * 37 % 420)));
        if (habit.Now) Run(now - TimeSpan.FromMinutes(20));

        void Run(Instant begins)
        {
            At(begins, async () =>
            {
                if (await Start(sop, null, stop) is { } run) Follow(run, habit, _clock.At, stop);
            });
        }
    }

    void Follow(string run, Habit habit, Instant from, CancellationToken stop)
    {
        var turns = 0;
        _ahead.Enqueue(async () => ++turns > MostTurns ? null : await Go(run, habit, stop), from);
    }

    void At(Instant at, Func<Task> happen) => _ahead.Enqueue(async () =>
    {
        await happen();
        return null;
    }, at);

    /// <summary>Mara takes it from the library and sends it to Tom; both were at the first meeting about it.</summary>
    async Task<string> Adopt(Habit habit, CancellationToken stop)
    {
        await using var scope = Bench(out var bench, by: 0, stop);
        var sop = (await TakeFromLibrary.Handle(habit.Template, new Dictionary<SystemKind, string>(), bench)).Value;
        bench.Db.ChangeTracker.Clear();
        // What no system answers stands for itself in plain words.
        var answers = Placeholders.In(bench.Library.Find(habit.Template)!.Procedure.Source).Select(placeholder => placeholder.Key).Distinct().ToDictionary(key => key, key => key.Replace('-', ' '));
        _ = (await SendForReview.Handle(sop.Label, 1, new("First version, from the library.", Weight.Material, [people[1].Id.ToString()], "", answers), bench)).Value;
        return sop.Label;
    }

    static readonly string[] Comments = ["Works. We should add a picture of our own screen here.", "Took me longer than I thought: the page is behind a second sign-in.", "Fine as it is. On call at night I would want the number of the supplier here.", "Tried it on a test account. It does what it says."];

    async Task WalkThrough(string sop, CancellationToken stop)
    {
        await using var scope = Bench(out var bench, by: 1, stop);
        foreach (var step in (await Dossier.Load(bench, sop, 1)).Value.Walk.Steps.Select(step => step.Step.Anchor).ToList())
        {
            bench.Db.ChangeTracker.Clear();
            var comment = ++_turn % 19 == 0;
            _ = (await WalkThroughDoors.Say(sop, 1, step, comment ? StepVerdict.Commented : StepVerdict.Agreed, comment ? Comments[_turn / 19 % Comments.Length] : null, bench)).Value;
        }
    }

    async Task Sign(string sop, int number, CancellationToken stop)
    {
        await using var scope = Bench(out var bench, by: 3, stop);
        var seal = (await Dossier.Load(bench, sop, number)).Value.Revision.Seal!;
        bench.Db.ChangeTracker.Clear();
        _ = (await SignRevision.Handle(sop, number, new(seal, Weight.Material, "", ""), bench)).Value;
    }

    /// <summary>Every few days somebody reads what they are asked to acknowledge, but for what they put off.</summary>
    void Read(int by, CancellationToken stop)
    {
        for (var day = 1 + by; day < Company.Age; day += Company.ReadsEvery) At(WorkingTime(_began + TimeSpan.FromDays(day)), async () =>
        {
            await using var scope = Bench(out var bench, by, stop);
            var asked = await (from sop in await Unacknowledged.Of(bench) join revision in bench.Db.Revisions on sop.PublishedId equals revision.Id orderby sop.Number select new { sop.Label, revision.Number }).ToListAsync(stop);
            foreach (var read in asked.Where(read => !Company.Unread.Contains((read.Label, by)))) _ = (await Acknowledge.Handle(read.Label, read.Number, bench)).Value;
        });
    }

    /// <summary>Mara writes the next version of a procedure, to be signed by an administrator who did not write it; until then it waits for whoever looks.</summary>
    async Task Change(string sop, Func<string, string> change, string why, CancellationToken stop)
    {
        await using var scope = Bench(out var bench, by: 0, stop);
        _ = (await OpenDraft.Handle(sop, 1, bench)).Value;
        bench.Db.ChangeTracker.Clear();
        var draft = (await Dossier.Load(bench, sop, null)).Value.Revision;
        bench.Db.ChangeTracker.Clear();
        _ = (await SaveDraft.Handle(sop, new DraftInput(change(draft.Text), draft.Sha256, []), bench)).Value;
        bench.Db.ChangeTracker.Clear();
        _ = (await SendForReview.Handle(sop, 2, new(why, Weight.Material, [people[2].Id.ToString()], "", new Dictionary<string, string>()), bench)).Value;
    }

    async Task Review(Judgement judgement, CancellationToken stop)
    {
        await using var scope = Bench(out var bench, judgement.By, stop);
        var seen = (await ReviewDesk.Load(bench, judgement.Sop)).Value.Seen;
        bench.Db.ChangeTracker.Clear();
        _ = (await RecordReview.Handle(judgement.Sop, new(judgement.Verdict.ToString(), judgement.Remark, seen), bench)).Value;
    }

    async Task Suggest(CancellationToken stop)
    {
        var (sop, _, by, text) = Company.Unanswered;
        await using var scope = Bench(out var bench, by, stop);
        _ = (await SuggestChange.Handle(sop, new(0, "", "", text), bench)).Value;
    }

    /// <summary>Mara writes a policy, Ravi signs it.</summary>
    async Task Bind(string policy, Func<string, string> change, string why, CancellationToken stop)
    {
        await using var writing = Bench(out var mara, by: 0, stop);
        var draft = (await WritePolicy.Take(policy, mara)).Value;
        draft = (await WritePolicy.Save(policy, new(change(draft.Text), why.Length > 0 ? why : "First version, from the library.", draft.Mark), mara)).Value;
        await using var signing = Bench(out var ravi, by: 3, stop);
        _ = (await ApprovePolicy.Handle(policy, draft.Sha256, ravi)).Value;
    }

    /// <summary>Ravi asks how it is really done; whoever was asked answers on the telephone, and Mara drafts the procedure from that.</summary>
    void Ask(AskedColleague asked, CancellationToken stop)
    {
        var link = "";
        At(_began + TimeSpan.FromDays(asked.Day), async () =>
        {
            await using var scope = Bench(out var bench, by: 3, stop);
            link = (await AskHow.Handle(new(asked.Template, asked.Person, "Ten minutes; say it as you would do it tonight."), bench.Library.Find(asked.Template)!, bench.By, bench.Db, _clock, stop)).Value;
        });
        if (asked.Answers is { } answers) At(_began + TimeSpan.FromDays(asked.Day + 1), async () =>
        {
            await using var scope = Bench(out var bench, by: 3, stop);
            _ = (await AnswerInterview.Handle((await AnswerInterview.Find(link, bench.Db, bench.Library, stop))!, answers, asked.HandedIn, bench.Db, _clock, stop)).Value;
        });
        if (asked.HandedIn) At(_began + TimeSpan.FromDays(asked.Day + 3), async () =>
        {
            await using var scope = Bench(out var bench, by: 0, stop);
            _ = (await DraftFromPractice.Handle(asked.Template, bench)).Value;
        });
    }

    /// <param name="parent">The run whose step starts it.</param>
    async Task<string?> Start(string sop, (string Run, RunKind Kind)? parent, CancellationToken stop)
    {
        await using var scope = Scope(out var db, out var texts);
        if (!(await StartRunModel.Load(db, texts, sop, null, isTrial: false, people[0], _clock.At, stop)).Granted(out var model, out _)) return null;
        db.ChangeTracker.Clear();
        var files = new List<SentFile>();
        foreach (var field in model.Procedure.StartFields.Where(field => field.Type == FieldType.File)) files.Add(await Store(scope, PlayedRun.Proof(field.Label, ++_turn), field, stop));
        var fields = model.Procedure.StartFields.Select(field => PlayedRun.Entered(field, ++_turn, _clock.At, files)).ToList();
        var lead = Holder(model.Procedure.Header.Owner, db, null);
        return (await StartRun.Handle(sop, new StartAct("", parent?.Kind ?? (_turn % 9 == 0 ? RunKind.Drill : RunKind.Live), Parent: parent?.Run) { Fields = fields }, files, lead, db, texts, _clock, stop)).Value.Label;
    }

    /// <returns>When somebody goes on with it.</returns>
    async Task<Instant?> Go(string run, Habit habit, CancellationToken stop)
    {
        await using var scope = Scope(out var db, out var texts);
        var view = (await RunView.Load(db, texts, run, stop)).Value;
        db.ChangeTracker.Clear();
        if (view.State.Open.FirstOrDefault(step => step.Status == StepStatus.Waiting && step.WakesAt > _clock.At) is { } sleeper && view.State.Open.Count() == 1) return sleeper.WakesAt;
        if (PlayedRun.Next(view.State, ++_turn) is not var (act, role)) return null;
        var files = new List<SentFile>();
        if (act is CompleteStep complete && view.State.Find(complete.Step) is { } step)
        {
            if (step.Step.Evidence is { } wanted) files.Add(await Store(scope, PlayedRun.Proof(wanted, _turn), null, stop));
            act = complete with { Fields = [.. step.Step.Records.DistinctBy(field => field.Key).Select(field => PlayedRun.Entered(field, _turn, _clock.At, files))], Evidence = [.. files.Select(file => file.AsEvidence)] };
        }
        if (act is StartChildRun start) act = await Begin(start, run, view.State, db, stop);
        var somebodyElse = act is VerifyStep or ApproveStep ? view.State.Find(((StepAct)act).Step)?.CompletedBy : null;
        var acted = await ActOnRun.Handle(run, [act], files, Holder(role, db, somebodyElse), db, texts, _clock, stop);
        // What nobody here may do stays open, as it would in life.
        if (!acted.Granted(out var state, out _)) return null;
        var next = WorkingTime(_clock.At + Pause(habit));
        if (state.Find((act as StartChildRun)?.Step ?? "")?.Child is { Ending: null } child)
        {
            _parents[child.Run] = run;
            Follow(child.Run, habit, next, stop);
            return null;
        }
        if (act is not FinishRun) return next;
        if (_parents.Remove(run, out var parent)) Follow(parent, habit, next, stop);
        return null;
    }

    /// <summary>The run that a step starts, with what it asks for at its start; left out where the company does not have that procedure.</summary>
    async Task<RunAct> Begin(StartChildRun start, string run, RunState state, HandrailDb db, CancellationToken stop)
    {
        var link = state.Find(start.Step) is { } step ? RunState.LinkOf(step) : null;
        var sop = link is null ? null : await SopLinks.Find(db, link.Target, stop);
        return sop is not null && await Start(sop.Label, (run, state.Kind), stop) is { } child ? start with { Run = child }
            : new SkipStep(start.Step, "Done under a ticket of its own; there is no procedure for it yet.");
    }

    static async Task<SentFile> Store(AsyncServiceScope scope, byte[] proof, RecordField? field, CancellationToken stop)
    {
        using var content = new MemoryStream(proof);
        var kept = (await scope.ServiceProvider.GetRequiredService<FileStore>().Store(content, stop)).Value;
        return field is null ? new(kept, "proof.txt") : new(kept, field.Key + ".txt", RunForms.FieldPrefix + field.Key);
    }

    /// <summary>Most steps follow within minutes; now and then one is left lying until the next day.</summary>
    TimeSpan Pause(Habit habit) => _turn % 23 == 0 ? TimeSpan.FromHours(26) : TimeSpan.FromMinutes(habit.Pace * (0.3 + _turn % 7 * 0.25));

    /// <summary>Between 8:00 and 18:00 on a weekday, as far as that matters to a demonstration.</summary>
    static Instant WorkingTime(Instant at)
    {
        var time = at.ToDateTimeOffset();
        if (time.Hour >= 18) time = time.Date.AddDays(1).AddHours(8).AddMinutes(time.Minute);
        else if (time.Hour < 8) time = time.Date.AddHours(8).AddMinutes(time.Minute);
        while (time.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) time = time.AddDays(1);
        return Instant.From(new DateTimeOffset(time.Ticks, TimeSpan.Zero));
    }

    /// <summary>Who holds the role; else whoever may, but never the person a second look is wanted at.</summary>
    CurrentMember Holder(string? role, HandrailDb db, string? notBy)
    {
        var able = people.Where(person => person.Permission >= Permission.Member && person.Id.ToString() != notBy).ToList();
        return able.Find(person => role is not null && RolesOf(person).Contains(role, StringComparer.OrdinalIgnoreCase)) ?? able[_turn % 2];
    }

    static string[] RolesOf(CurrentMember person) => Array.Find(Company.Colleagues, colleague => colleague.Name == person.Name)?.Roles ?? [];

    AsyncServiceScope Bench(out Workbench bench, int by, CancellationToken stop)
    {
        var scope = Scope(out var db, out var texts);
        bench = new(people[by], db, texts, scope.ServiceProvider.GetRequiredService<Library>(), scope.ServiceProvider.GetRequiredService<PoliciesInForce>(), _clock, stop);
        return scope;
    }

    AsyncServiceScope Scope(out HandrailDb db, out ProcedureTexts texts)
    {
        var scope = scopes.CreateAsyncScope();
        db = scope.ServiceProvider.GetRequiredService<HandrailDb>();
        db.Tenant = organization;
        texts = scope.ServiceProvider.GetRequiredService<ProcedureTexts>();
        return scope;
    }
}
