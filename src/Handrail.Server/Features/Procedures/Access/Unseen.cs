using Handrail.Core.Procedures;
using Handrail.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Access;

/// <summary>Which procedures that a text points to its reader may not know of.</summary>
public sealed class Unseen
{
    public static Unseen Nothing { get; } = new(new HashSet<string>(), new HashSet<SopNumber>());

    readonly IReadOnlySet<string> _files;
    readonly IReadOnlySet<SopNumber> _numbers;

    Unseen(IReadOnlySet<string> files, IReadOnlySet<SopNumber> numbers) => (_files, _numbers) = (files, numbers);

    public bool IsEmpty => _files.Count + _numbers.Count == 0;

    /// <summary>Tells renderings of one text for different readers apart.</summary>
    public string Fingerprint => IsEmpty ? "" : string.Join('\n', _numbers.Select(number => Labels.Sop(number.Number, number.Suffix)).Order(StringComparer.Ordinal).Concat(_files.Order(StringComparer.Ordinal)));

    /// <param name="target">Of a link, as written: "rotate.md#first", "SOP-014".</param>
    public bool Holds(string target) => SopLinks.NameIn(target) is var name && (Labels.TryReadSop(name, out var number) ? _numbers.Contains(number) : _files.Contains(name));

    public Procedure Withheld(Procedure procedure) => IsEmpty ? procedure : Withholding.From(procedure, Holds);

    /// <summary>As far as a text points to it.</summary>
    public Unseen In(string text) => IsEmpty ? this : new(
        _files.Where(file => text.Contains(file, StringComparison.Ordinal) || text.Contains(Uri.EscapeDataString(file), StringComparison.Ordinal)).ToHashSet(),
        _numbers.Where(number => text.Contains($"-{number.Number:D3}", StringComparison.Ordinal) || text.Contains($"-{number.Number}", StringComparison.Ordinal)).ToHashSet());

    public static async Task<Unseen> In(string text, HandrailDb db, CancellationToken stop) => (await All(db, stop)).In(text);

    /// <summary>Of the reader this context reads for.</summary>
    public static async Task<Unseen> All(HandrailDb db, CancellationToken stop)
    {
        if (db.Reading.SeesAll) return Nothing;
        var clearance = db.Reading.Clearance;
        var guarded = await db.Sops.IgnoreQueryFilters([ReaderFilter.Name]).Where(sop => sop.Secrecy > clearance).Select(sop => new { Number = new SopNumber(sop.Number, sop.Suffix), sop.FileName }).ToListAsync(stop);
        if (guarded.Count == 0) return Nothing;
        var files = guarded.Select(sop => sop.FileName).ToList();
        var seen = await db.Sops.Where(sop => sop.Secrecy > clearance || files.Contains(sop.FileName)).Select(sop => new { Number = new SopNumber(sop.Number, sop.Suffix), sop.FileName }).ToListAsync(stop);
        var hidden = guarded.ExceptBy(seen.Select(sop => sop.Number), sop => sop.Number).ToList();
        return new(hidden.Select(sop => sop.FileName).Except(seen.Select(sop => sop.FileName)).ToHashSet(), hidden.Select(sop => sop.Number).ToHashSet());
    }
}
