using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Features.Journal;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Access;
using Handrail.Server.Features.Procedures.Reading;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Runs;

/// <param name="Index">In the journal: the way to the proof.</param>
public sealed record RunEvent(long Index, RunEntry Entry);

/// <summary>One run as it stands: its row, the revision it keeps, and the fold of its facts.</summary>
/// <param name="Last">The index of the last entry about it.</param>
public sealed record RunView(Run Run, Sop Sop, Revision Revision, Procedure Procedure, RunState State, IReadOnlyList<RunEvent> Events, long Last, IReadOnlyDictionary<string, string> Names)
{
    /// <summary>What it may not tell its reader.</summary>
    public Unseen Unseen { get; init; } = Unseen.Nothing;

    public static readonly Refusal.NotFound Unknown = new("There is no such run, or you may not see it.");

    public static async Task<Outcome<RunView>> Load(HandrailDb db, ProcedureTexts texts, string label, CancellationToken stop)
    {
        if (!Labels.TryReadRun(label, out var number)) return Unknown;
        var found = await (from run in db.Runs
                           join revision in db.Revisions on run.RevisionId equals revision.Id
                           join sop in db.Sops on run.SopId equals sop.Id
                           where run.Number == number
                           select new { run, revision, sop, tried = db.TriedTexts.FirstOrDefault(text => text.RunId == run.Id) }).AsNoTracking().SingleOrDefaultAsync(stop);
        if (found is null) return Unknown;
        var subject = found.run.Subject;
        var rows = await db.JournalRows.AsNoTracking().Where(row => row.Subject == subject).OrderBy(row => row.Index).ToListAsync(stop);
        return Of(found.run, found.sop, found.tried?.As(found.revision) ?? found.revision, texts, rows, await MemberNames.ById(db, stop));
    }

    /// <summary>Several at once, in as many questions as one takes.</summary>
    public static async Task<IReadOnlyList<RunView>> LoadAll(HandrailDb db, ProcedureTexts texts, IQueryable<Run> runs, CancellationToken stop)
    {
        var found = await (from run in runs
                           join revision in db.Revisions on run.RevisionId equals revision.Id
                           join sop in db.Sops on run.SopId equals sop.Id
                           select new { run, revision, sop, tried = db.TriedTexts.FirstOrDefault(text => text.RunId == run.Id) }).AsNoTracking().ToListAsync(stop);
        if (found.Count == 0) return [];
        var subjects = found.ConvertAll(one => one.run.Subject);
        var rows = (await db.JournalRows.AsNoTracking().Where(row => subjects.Contains(row.Subject)).OrderBy(row => row.Index).ToListAsync(stop)).ToLookup(row => row.Subject);
        var names = await MemberNames.ById(db, stop);
        return found.ConvertAll(one => Of(one.run, one.sop, one.tried?.As(one.revision) ?? one.revision, texts, [.. rows[one.run.Subject]], new(names)));
    }

    /// <summary>The same as its reader may see it. Nothing is decided on this one: another reader's may differ.</summary>
    public static async Task<Outcome<RunView>> Show(HandrailDb db, ProcedureTexts texts, string label, CancellationToken stop)
    {
        if (!(await Load(db, texts, label, stop)).Granted(out var view, out var unknown)) return unknown;
        var unseen = await Unseen.In(view.Revision.Text, db, stop);
        if (unseen.IsEmpty) return view;
        var procedure = unseen.Withheld(view.Procedure);
        return view with { Procedure = procedure, Unseen = unseen, State = RunState.Fold(procedure, view.Events.Select(happened => happened.Entry), id => view.Names.GetValueOrDefault(id, "somebody")) };
    }

    static RunView Of(Run run, Sop sop, Revision revision, ProcedureTexts texts, IReadOnlyList<JournalRow> rows, Dictionary<string, string> names)
    {
        var procedure = texts.Read(revision.Sha256, revision.Text, sop.FileName);
        var events = new List<RunEvent>(rows.Count);
        foreach (var row in rows)
        {
            switch (row.Read())
            {
                case { Fact: RecordedElsewhere elsewhere } when elsewhere.ToEntry() is { } entry:
                    names[entry.By] = entry.By;
                    events.Add(new(row.Index, entry));
                    break;
                case { Fact: RunFact fact } payload:
                    names[payload.Actor.Id] = payload.Actor.Name;
                    events.Add(new(row.Index, new(row.At, payload.Actor.Id, fact)));
                    break;
            }
        }
        return new(run, sop, revision, procedure, RunState.Fold(procedure, events.Select(happened => happened.Entry), id => names.GetValueOrDefault(id, "somebody")), events, rows[^1].Index, names);
    }

    /// <summary>The values of placeholders: frozen with the revision, and what the run has recorded.</summary>
    public IReadOnlyDictionary<string, string> Values
    {
        get
        {
            var values = Revision.FrozenEnvironment is { } frozen ? Environment.Values.Thaw(frozen) : [];
            foreach (var (key, value) in State.Fields) if (!value.IsBlank) values[Placeholders.Key(key)] = RecordTexts.Value(value.Text);
            return values;
        }
    }

    public Markup Markup => new(Procedure, Articles.LinkTo, path => Web.Links.Image(Sop.Label, Revision.Number, path), Values, Unseen);

    public string NameOf(string? member) => member is null ? "" : Names.GetValueOrDefault(member, member);
}
