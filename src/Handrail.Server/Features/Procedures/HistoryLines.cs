using Handrail.Core.Journal;
using Handrail.Core.Procedures;
using Handrail.Core.Publishing;
using Handrail.Server.Features.Journal;
using Handrail.Server.Features.Procedures.Access;
using Handrail.Server.Features.Procedures.Comparing;
using Handrail.Server.Features.Procedures.Reading;

namespace Handrail.Server.Features.Procedures;

/// <summary>One line of a procedure's history.</summary>
/// <param name="Entry">What is told; of several entries the newest.</param>
/// <param name="Parts">What one reviewer said to each step on one day, newest first; empty where the line is one entry.</param>
public sealed record HistoryLine(JournalLine Entry, IReadOnlyList<JournalLine> Parts);

/// <summary>The journal's entries about one procedure as its readers look for them: steps by number and words, a walk-through in one line.</summary>
static class HistoryLines
{
    /// <summary>From so many on they are one line.</summary>
    const int Fewest = 3;

    /// <param name="rows">Newest first.</param>
    /// <param name="revisions">With their texts.</param>
    public static async Task<IReadOnlyList<HistoryLine>> Of(IReadOnlyList<JournalRow> rows, Sop sop, IReadOnlyList<Revision> revisions, Workbench bench)
    {
        var read = new Dictionary<int, Func<string, string?>>();
        var unseen = await Unseen.All(bench.Db, bench.Stop);
        var lines = await ReadJournal.Lines(rows, bench.Db, bench.Texts, bench.Stop, Named);
        var told = rows.Zip(lines).ToList();
        var walks = told.Where(entry => entry.First.Kind == nameof(StepWalkedThrough)).Select(entry => (Entry: entry, Payload: entry.First.Read())).Where(entry => entry.Payload is not null)
            .GroupBy(entry => (entry.Payload!.Actor.Id, ((StepWalkedThrough)entry.Payload.Fact).Revision, entry.Entry.Second.At.ToDateTimeOffset().Date))
            .Where(walk => walk.Count() >= Fewest).ToDictionary(walk => walk.First().Entry.First.Index, walk => walk.ToList());
        var folded = walks.Values.SelectMany(walk => walk.Skip(1)).Select(entry => entry.Entry.First.Index).ToHashSet();
        return [.. told.Where(entry => !folded.Contains(entry.First.Index)).Select(entry => walks.TryGetValue(entry.First.Index, out var walk)
            ? new HistoryLine(entry.Second with { Sentence = InOne(sop, walk.ConvertAll(part => part.Payload!)) }, walk.ConvertAll(part => part.Entry.Second))
            : new HistoryLine(entry.Second, []))];

        Fact Named(Fact fact) => fact switch
        {
            StepWalkedThrough said => said with { Step = Words(said.Revision, said.Step) },
            RemarkMade { Step: { } step } remark => remark with { Step = Words(remark.Revision, step) },
            ObjectionSettled { Step: { } step } settled => settled with { Step = Words(settled.Revision, step) },
            ChangeSuggested { Step: { } step } suggested => suggested with { Step = Words(suggested.Revision, step) },
            SuggestionTaken { Step: { } step } taken => taken with { Step = Words(taken.Revision, step) },
            SuggestionReopened { Step: { } step } reopened => reopened with { Step = Words(reopened.Revision, step) },
            SuggestionDeclined { Step: { } step } declined => declined with { Step = Words(revisions[0].Number, step) },
            _ => fact,
        };

        // A step that is no longer in the draft keeps its anchor.
        string Words(int number, string anchor)
        {
            if (!read.TryGetValue(number, out var name)) read[number] = name = revisions.FirstOrDefault(row => row.Number == number) is { } row ? NamesIn(row) : _ => null;
            return name(anchor) ?? anchor;
        }

        Func<string, string?> NamesIn(Revision row)
        {
            var (procedure, reads) = (unseen.In(row.Text).Withheld(bench.Texts.Read(row.Sha256, row.Text, sop.FileName)), Reads.Of(row, new Dictionary<string, string>()));
            var names = Articles.WithFieldNames(procedure, reads.Values);
            return anchor => procedure.Find(anchor) is { } step ? $"{step.Number} “{Placeholders.Fill(step.Instruction, names.GetValueOrDefault)}”" : null;
        }
    }

    /// <summary>"Tom Okafor walked through SOP-014 v3: agreed to 26 steps, commented on 1, objected to 1."</summary>
    static string InOne(Sop sop, IReadOnlyList<EntryPayload> said)
    {
        var facts = said.Select(payload => (StepWalkedThrough)payload.Fact).ToList();
        var counts = new[] { (StepVerdict.Agreed, "agreed to"), (StepVerdict.Commented, "commented on"), (StepVerdict.Objected, "objected to") }
            .Select(verdict => (Word: verdict.Item2, Count: facts.Count(fact => fact.Verdict == verdict.Item1))).Where(verdict => verdict.Count > 0).ToList();
        return $"{said[0].Actor.Name} walked through {sop.Label} v{facts[0].Revision}: {string.Join(", ", counts.Select((verdict, i) => $"{verdict.Word} {verdict.Count}{(i > 0 ? "" : verdict.Count == 1 ? " step" : " steps")}"))}.";
    }
}
