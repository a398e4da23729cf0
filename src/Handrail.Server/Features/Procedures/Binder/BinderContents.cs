using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Core.Procedures;
using Handrail.Core.Publishing.Access;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Binder;

/// <summary>Which procedures go into a binder.</summary>
/// <param name="Families">Empty for all.</param>
public sealed record BinderChoice(IReadOnlyList<string> Families)
{
    /// <summary>What somebody needs when everything is down.</summary>
    static readonly string[] WhenDown = ["incident-response", "backup-and-recovery"];

    public static BinderChoice Of(string[]? families, bool emergency) => new([.. (families ?? []).Where(family => family.Length > 0).Concat(emergency ? WhenDown : []).Distinct()]);

    public bool Takes(Sop sop) => Families.Count == 0 || Families.Any(family => Placeholders.Key(family) == Placeholders.Key(sop.Family));
}

/// <summary>A procedure in force, as the list at the front of a binder has it.</summary>
/// <param name="Version">The number of the revision.</param>
/// <param name="Department">Of a variant; null for every other.</param>
public sealed record BinderLine(Sop Sop, Id<Revision> Revision, int Version, string? Department);

/// <summary>What stands at the front of a binder: whose it is, when and from what it was made, what is in it, whom to call.</summary>
/// <param name="Lines">By family, then by number.</param>
/// <param name="Entries">How many the journal had.</param>
/// <param name="Root">The hash of the journal with so many entries, written as in its signed heads.</param>
public sealed record BinderContents(CurrentMember For, BinderChoice Choice, Instant Made, long Entries, string Root, IReadOnlyList<BinderLine> Lines, IReadOnlyList<Contact> Contacts, string? Hours, WhoHolds Holders)
{
    readonly Dictionary<SopNumber, string> _byNumber = Lines.ToDictionary(line => new SopNumber(line.Sop.Number, line.Sop.Suffix), line => line.Sop.Label);
    readonly Dictionary<string, string> _byFile = Lines.OrderBy(line => line.Sop.Number).ThenBy(line => line.Sop.Suffix, StringComparer.Ordinal).DistinctBy(line => line.Sop.FileName).ToDictionary(line => line.Sop.FileName, line => line.Sop.Label);

    /// <summary>Those that not everybody may read.</summary>
    public IEnumerable<BinderLine> Guarded => Lines.Where(line => line.Sop.Secrecy > Secrecy.Open);

    public string FileName => $"handrail-binder-{Placeholders.Key(For.Organization)}-{Made.ToDateTimeOffset():yyyy-MM-dd}.html";

    /// <summary>Where in the binder a link of a text leads; null where that procedure is not in it.</summary>
    public string? LinkTo(string target) => SopLinks.NameIn(target) is var name && (Labels.TryReadSop(name, out var number) ? _byNumber.GetValueOrDefault(number) : _byFile.GetValueOrDefault(name)) is { } label ? "#" + label : null;

    public static async Task<Outcome<BinderContents>> Load(BinderChoice choice, Workbench bench)
    {
        var (db, stop) = (bench.Db, bench.Stop);
        var head = await db.JournalHeads.AsNoTracking().SingleAsync(stop);
        var found = await (from sop in db.Sops.AsNoTracking().Where(sop => !sop.Retired && sop.PublishedId != null)
                           join revision in db.Revisions on sop.GoverningId equals revision.Id
                           select new BinderLine(sop, revision.Id, revision.Number, db.Variants.Where(variant => variant.SopId == sop.Id).Select(variant => variant.Department).FirstOrDefault())).ToListAsync(stop);
        List<BinderLine> lines = [.. found.Where(line => choice.Takes(line.Sop)).OrderBy(line => FamilyWords.Of(line.Sop.Family), StringComparer.OrdinalIgnoreCase).ThenBy(line => line.Sop.Number).ThenBy(line => line.Sop.Suffix, StringComparer.Ordinal)];
        if (lines.Count == 0) return new Refusal.NotFound("No procedure of this kind that you may read is in force, so there is nothing to put into a binder.");
        return new BinderContents(bench.By, choice, bench.Now, head.Size, Frontier.Read(head.Frontier).Root.ToString(), lines,
            await db.Contacts.AsNoTracking().OrderBy(contact => contact.Purpose).ToListAsync(stop), (await db.WorkingHours.AsNoTracking().SingleOrDefaultAsync(stop))?.Hours, await WhoHolds.Load(db, stop));
    }
}
