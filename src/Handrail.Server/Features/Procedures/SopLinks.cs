using Handrail.Core.Procedures;
using Handrail.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures;

/// <summary>Which procedure a link in a text means: a number (SOP-014) or the file name it was written with.</summary>
static class SopLinks
{
    /// <summary>The number or file name a link's target names.</summary>
    public static string NameIn(string target) => ProcedureLink.NameIn(target);

    public static bool Means(string target, Sop sop) => NameIn(target) is var name && (Labels.TryReadSop(name, out var number) ? number == new SopNumber(sop.Number, sop.Suffix) : name == sop.FileName);

    public static async Task<Sop?> Find(HandrailDb db, string target, CancellationToken stop)
    {
        var name = NameIn(target);
        if (Labels.TryReadSop(name, out var number)) return await db.Sops.Numbered(number).SingleOrDefaultAsync(stop);
        return name.Length == 0 ? null : await db.Sops.Where(sop => sop.FileName == name && !sop.Retired).ByNumber().FirstOrDefaultAsync(stop);
    }
}
