using Handrail.Core.Journal;
using Handrail.Server.Data;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.Journal;
using Handrail.Server.Features.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Doctor;

/// <summary>The texts of procedures: each is the one its hash names, and what is or was in force is what the journal says was published.</summary>
static class TextExamination
{
    const int PageSize = 50;

    public static async Task<Check> Run(HandrailDb db, IReadOnlySet<string> damaged, Check check, CancellationToken stop)
    {
        var (sops, texts) = (0, 0);
        for (var page = await Page(db, 0, stop); page.Count > 0; page = await Page(db, sops, stop))
        {
            foreach (var sop in page)
            {
                texts += await Examine(db, sop, damaged, check, stop);
                sops++;
            }
        }
        check.Seen = $"{sops:N0} procedures, {texts:N0} texts";
        return check;
    }

    static Task<List<Sop>> Page(HandrailDb db, int seen, CancellationToken stop) =>
        db.Sops.AsNoTracking().ByNumber().Skip(seen).Take(PageSize).ToListAsync(stop);

    static async Task<int> Examine(HandrailDb db, Sop sop, IReadOnlySet<string> damaged, Check check, CancellationToken stop)
    {
        var subject = sop.Subject;
        if (damaged.Contains(subject)) check.Wrong($"{sop.Label}: not held against the journal, because what that says of it was changed.");
        var published = damaged.Contains(subject) ? [] : (await db.JournalRows.AsNoTracking().Where(row => row.Subject == subject && row.Kind == nameof(RevisionPublished)).OrderBy(row => row.Index).ToListAsync(stop))
            .Select(row => row.Read()?.Fact).OfType<RevisionPublished>().GroupBy(fact => fact.Revision).ToDictionary(facts => facts.Key, facts => facts.Last());
        var numbers = await db.Revisions.Where(row => row.SopId == sop.Id).OrderBy(row => row.Number).Select(row => row.Number).ToListAsync(stop);
        foreach (var number in numbers)
        {
            var revision = await db.Revisions.AsNoTracking().SingleAsync(row => row.SopId == sop.Id && row.Number == number, stop);
            var name = $"{sop.Label} v{number}";
            if (ProcedureTexts.Hash(revision.Text) != revision.Sha256) check.Wrong($"{name}: its text was changed; it is not the one of its hash {revision.Sha256}.");
            if (revision.PublishedAt is null || damaged.Contains(subject)) continue;
            if (published.GetValueOrDefault(number) is not { } fact) check.Wrong($"{name}: it counts as published, and the journal does not say so.");
            else if (Difference(revision, fact) is { } what) check.Wrong($"{name}: its {what} is not the one that was published.");
        }
        foreach (var number in published.Keys.Except(numbers)) check.Wrong($"{sop.Label} v{number}: the journal says that it was published, and it is not there.");
        return numbers.Count;
    }

    static string? Difference(Revision revision, RevisionPublished fact)
    {
        if (fact.Sha256 != revision.Sha256) return "text";
        if (fact.Title != revision.Title) return "title";
        var frozen = Values.Thaw(revision.FrozenEnvironment ?? "{}").OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $"{value.Key}={value.Value}");
        return frozen.SequenceEqual(fact.Environment ?? []) ? null : "environment";
    }
}
