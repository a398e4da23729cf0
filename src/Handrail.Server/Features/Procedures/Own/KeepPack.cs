using Handrail.Core;
using Handrail.Core.Compliance;
using Handrail.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Own;

/// <summary>A pack of one's own, or the next edition of the one with its key, within a change that is under way.</summary>
static class KeepPack
{
    public const int MostEntries = 200, LongestWhy = 500;

    public static async Task<Outcome<OwnPack>> Within(Change change, string key, Pack pack, string origin, Workbench bench)
    {
        if (pack.Title is not { Length: > 0 and <= 200 } || pack.Title.Any(char.IsControl)) return new Refusal.Invalid("title", "Give the pack a title of at most 200 characters.");
        if (pack.For.Length > LongestWhy || pack.Summary.Length > LongestWhy) return new Refusal.Invalid(pack.For.Length > LongestWhy ? "for" : "summary", $"At most {LongestWhy} characters.");
        if (!KeepTemplate.IsName(key)) return new Refusal.Invalid("title", "From this title no file name can be made; say it with letters and digits.");
        if (pack.Entries.Count is 0 or > MostEntries) return new Refusal.Invalid("", $"A pack holds at least one and at most {MostEntries} procedures.");
        if (pack.Entries.FirstOrDefault(entry => string.IsNullOrWhiteSpace(entry.Why) || entry.Why.Length > LongestWhy) is { } silent) return new Refusal.Invalid("", $"Say in one sentence why {silent.Procedure} is in the pack.");
        var (yaml, row) = (PackWriter.Write(pack), await bench.Db.OwnPacks.SingleOrDefaultAsync(row => row.Key == key, bench.Stop));
        if (row is null)
        {
            row = new OwnPack { Id = Id<OwnPack>.New(change.At), OrganizationId = bench.By.OrganizationId, Key = key, Title = "", Yaml = "", Sha256 = "", Edition = 0, KeptAt = change.At };
            bench.Db.OwnPacks.Add(row);
        }
        (row.Title, row.Yaml, row.Sha256, row.Edition, row.KeptAt, row.IsWithdrawn) = (pack.Title, yaml, ProcedureTexts.Hash(yaml), row.Edition + 1, change.At, false);
        return (await change.Append(row.Subject, new PackKept(row.Key, row.Title, row.Edition, row.Sha256, origin), bench.Stop)).Map(_ => row);
    }

    public static async Task<string> FreeKey(string wanted, Workbench bench)
    {
        var taken = (await bench.Db.OwnPacks.Select(row => row.Key).ToListAsync(bench.Stop)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (var n = 2; ; n++)
            if ($"{wanted[..Math.Min(wanted.Length, 80)]}-{n}" is var free && !taken.Contains(free)) return free;
    }

    public static string KeyOf(string title) => KeepTemplate.FileNameOf(title)[..^3];

    public static async Task<Outcome<OwnPack>> Withdraw(string id, Workbench bench)
    {
        await using var change = await bench.Begin();
        var key = id.StartsWith(OwnTemplate.Folder, StringComparison.Ordinal) ? id[OwnTemplate.Folder.Length..] : "";
        if (await bench.Db.OwnPacks.SingleOrDefaultAsync(row => row.Key == key && !row.IsWithdrawn, bench.Stop) is not { } row) return PackDoors.NoPack;
        row.IsWithdrawn = true;
        await change.Append(row.Subject, new PackWithdrawn(row.Key, row.Title), bench.Stop);
        await change.Commit(bench.Stop);
        return row;
    }
}
