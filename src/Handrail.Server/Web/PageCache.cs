using Microsoft.Extensions.Caching.Memory;

namespace Handrail.Server.Web;

/// <summary>
/// Finished HTML, in bytes, up to a bound: an eighth of the memory the server may use, at most 192 MB (some five thousand procedures).
/// What is rarely asked for goes first, and is made again when somebody asks.
/// </summary>
sealed class PageCache() : MemoryCache(new MemoryCacheOptions { SizeLimit = Math.Min(192 << 20, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8) })
{
    /// <summary>About what an entry takes besides its bytes.</summary>
    const int Overhead = 500;

    /// <param name="unused">For how long it is kept after it was last asked for.</param>
    public void Keep(object key, object value, int bytes, TimeSpan unused) =>
        this.Set(key, value, new MemoryCacheEntryOptions { Size = bytes + Overhead, SlidingExpiration = unused });
}
