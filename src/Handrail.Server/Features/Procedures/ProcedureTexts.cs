using System.Security.Cryptography;
using System.Text;
using Handrail.Core.Procedures;
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

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
