using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Core.Journal.Packs;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Features.Discovery.Recordings;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Runs;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Journal;

/// <param name="Sentence">In plain words.</param>
/// <param name="Href">Where what it is about can be seen; null when nowhere.</param>
public sealed record JournalLine(long Index, Instant At, string Kind, string Subject, string Sentence, string? Href, bool IsRedacted);

/// <summary>The journal in plain sentences, newest first, and the proof of each entry.</summary>
static class ReadJournal
{
    const int PageSize = 100;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.Journal, async (HttpRequest request, CurrentMember member, HandrailDb db, ProcedureTexts texts, CancellationToken stop) =>
        {
            var about = request.Query["about"].ToString();
            var before = long.TryParse(request.Query["before"], out var index) ? index : long.MaxValue;
            var rows = db.JournalRows.AsNoTracking().Where(row => row.Index < before);
            if (about is "run" or "procedure" or "policy" or "file" or "organization") rows = rows.Where(row => row.Subject.StartsWith(about));
            if (about is "member") rows = rows.Where(row => row.Subject.StartsWith("member/") || row.Subject.StartsWith("role/") || row.Subject.StartsWith("group/"));
            if (about is "environment") rows = rows.Where(row => row.Subject.StartsWith("environment/") || row.Subject.StartsWith("system/") || row.Subject.StartsWith("contact/"));
            var page = await JournalReaders.Newest(rows, PageSize + 1, db, stop);
            var size = await db.JournalHeads.Select(head => head.Size).SingleAsync(stop);
            return Answers.Page<JournalPage>(new { Lines = await Lines(page.Take(PageSize), db, texts, stop), HasMore = page.Count > PageSize, About = about, Size = size });
        });

        app.MapGet("/journal/{index:long}", async (long index, CurrentMember member, HandrailDb db, ProcedureTexts texts, JournalKeys keys, TimeProvider clock, CancellationToken stop) =>
        {
            if (await JournalReaders.Newest(db.JournalRows.AsNoTracking().Where(row => row.Index == index), 1, db, stop) is not [var row]) return Answers.Refuse(new Refusal.NotFound("The journal has no such entry."));
            var signed = await SignHead.Now(db, keys, clock, stop);
            var proof = new EntryProof(index, await new JournalProofs(db, signed.Head.Size).Inclusion(index), signed.Note);
            return Answers.Page<EntryPage>(new { Row = row, Line = (await Lines([row], db, texts, stop))[0], Proof = proof, Head = signed.Head, VerifierKey = signed.Row.VerifierKey });
        });
    }

    /// <summary>Run facts speak of steps by name, so the runs of the page are folded once each.</summary>
    /// <param name="naming">Says what a fact of a procedure names by its anchor in the words of its text; where it is left out, the anchors stand.</param>
    public static async Task<IReadOnlyList<JournalLine>> Lines(IEnumerable<JournalRow> rows, HandrailDb db, ProcedureTexts texts, CancellationToken stop, Func<Fact, Fact>? naming = null)
    {
        var runs = new Dictionary<string, RunView?>();
        var lines = new List<JournalLine>();
        foreach (var row in rows)
        {
            var payload = row.Read();
            string? sentence = null;
            if (payload is { Fact: RunFact fact } && row.Subject.StartsWith("run/", StringComparison.Ordinal))
            {
                var label = row.Subject["run/".Length..];
                if (!runs.TryGetValue(label, out var view)) runs[label] = view = (await RunView.Show(db, texts, label, stop)).Granted(out var loaded, out _) ? loaded : null;
                if (view is not null) sentence = RecordTexts.Readable(view, RunSentences.Of(view.State, new(row.At, payload.Actor.Id, fact)));
            }
            sentence ??= JournalSentences.Describe(JournalEntry.Parse(row.Leaf).Value, payload is not null && naming is not null ? payload with { Fact = naming(payload.Fact) } : payload);
            lines.Add(new(row.Index, row.At, row.Kind, row.Subject, sentence, HrefOf(row.Subject), payload is null));
        }
        return lines;
    }

    static string? HrefOf(string subject) => subject.Split('/', 2) switch
    {
        ["run", var label] => Links.Run(label),
        ["procedure", var label] => Links.Sop(label),
        ["policy", var policy] => Links.Policy(policy),
        ["file", var sha256] => Links.File(sha256),
        ["member", var id] when Id<Member>.TryParse(id, out var member) => Links.Member(member),
        ["role", var role] when Subjects.Key(role) is { } key => Links.Role(key),
        ["group", var group] when Subjects.Key(group) is { } key => Links.Group(key),
        ["system", var system] when Subjects.Key(system) is { } key => Links.System(key),
        ["environment", _] => Links.NamedValues,
        ["contact", _] => Links.Contacts,
        ["interview", _] => Links.Discovery,
        ["recording", var id] when Id<Recording>.TryParse(id, out var recording) => Links.Recording(recording),
        _ => null,
    };
}
