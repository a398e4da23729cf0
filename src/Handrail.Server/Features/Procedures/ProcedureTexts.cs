using System.Security.Cryptography;
using System.Text;
using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Handrail.Server.Features.Procedures;

/// <summary>Procedures as read, kept by the hash of their text: a text is read once however often it is shown or run.</summary>
public sealed class ProcedureTexts(IMemoryCache cache)
{
    public Procedure Read(string sha256, string text, string fileName)
    {
        var key = ("procedure", sha256, fileName);
        if (cache.TryGetValue(key, out Procedure? known)) return known!;
        var procedure = ProcedureReader.Read(text, fileName);
        // A parsed text is roughly ten times as large as its source; the cache counts kilobytes.
        cache.Set(key, procedure, new MemoryCacheEntryOptions { Size = 1 + text.Length * 10L / 1024 });
        return procedure;
    }

    /// <summary>Of many at once. Only texts that were not read yet are asked for, also those that the reader may not see: what they say of others has to hold all the same.</summary>
    internal async Task<IReadOnlyDictionary<Id<Revision>, Header>> Headers(HandrailDb db, IReadOnlyCollection<(Id<Revision> Id, string Sha256, string FileName)> asked, CancellationToken stop)
    {
        var known = new Dictionary<Id<Revision>, Header>();
        foreach (var (id, sha256, fileName) in asked)
            if (cache.Get<Procedure>(("procedure", sha256, fileName)) is { } read) known[id] = read.Header;
        var missing = asked.Where(one => !known.ContainsKey(one.Id)).Select(one => one.Id).ToList();
        if (missing.Count == 0) return known;
        var texts = await db.Revisions.IgnoreQueryFilters([ReaderFilter.Name]).AsNoTracking().Where(row => missing.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Text, stop);
        foreach (var (id, sha256, fileName) in asked.Where(one => texts.ContainsKey(one.Id))) known[id] = Read(sha256, texts[id], fileName).Header;
        return known;
    }

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
