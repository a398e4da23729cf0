using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Handrail.Server.Web;

/// <summary>
/// Pages that are made once for a member in a browser and answered again as long as nothing has happened. Rows that bear evidence change only with a fact, so a page
/// of nothing else is still true while the journal is as long as it was: that one number is read, and a browser that has the page already is told so (304).
/// What people call times ("3 minutes ago") may lag by <see cref="Fresh"/>.
/// </summary>
sealed class KeptPages(PageCache cache, IAntiforgery antiforgery, IOptions<AntiforgeryOptions> forms, TimeProvider clock)
{
    static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    readonly Func<HandrailDb, Task<long>> _journalSize = EF.CompileAsyncQuery((HandrailDb db) => db.JournalHeads.Select(head => head.Size).Single());

    /// <param name="Forms">The cookie that the tokens in the forms of the page go with.</param>
    readonly record struct Key(Id<Member> Member, string Forms, string Scheme, string Host, string Path, string Query, string Language);

    /// <param name="Size">Of the journal.</param>
    sealed record Kept(KeptHtml Answer, long Size, Instant At, CurrentMember For);

    /// <param name="make">Makes the page, when there is none that is still true. Whatever is not a page is answered and not kept.</param>
    public async Task<IResult> Answer(HttpContext context, CurrentMember member, HandrailDb db, Func<PageInPieces, Task<IResult>> make)
    {
        var request = context.Request;
        var cookie = request.Cookies[forms.Value.Cookie.Name ?? ""] ?? "";
        var key = new Key(member.Id, cookie, request.Scheme, request.Host.Value ?? "", request.Path.Value ?? "", request.QueryString.Value ?? "", CultureInfo.CurrentUICulture.Name);
        var (size, now) = (await _journalSize(db), Instant.Now(clock));
        if (cache.TryGetValue(key, out Kept? kept) && kept!.Size == size && now - kept.At < Fresh && kept.For == member) return kept.Answer;

        var page = new PageInPieces();
        var made = await make(page);
        if (made is not RazorComponentResult { StatusCode: StatusCodes.Status200OK } result) return made;
        var parts = page.Cut(await Rendered(context, result));
        // A cookie that is not good for forms, or no longer, is about to be replaced, and the page with it.
        if (!page.IsKept || antiforgery.GetAndStoreTokens(context).CookieToken is not null) return new Html(parts);
        var answer = new KeptHtml(parts);
        cache.Keep(key, new Kept(answer, size, now, member), page.OwnLength, Fresh);
        return answer;
    }

    static async Task<byte[]> Rendered(HttpContext context, RazorComponentResult result)
    {
        using var rendered = new MemoryStream();
        var body = context.Response.Body;
        context.Response.Body = rendered;
        try
        {
            await result.ExecuteAsync(context);
        }
        finally
        {
            context.Response.Body = body;
        }
        return rendered.ToArray();
    }

    class Html(IReadOnlyList<ReadOnlyMemory<byte>> parts) : IResult
    {
        readonly long _length = parts.Sum(part => (long)part.Length);

        public virtual Task ExecuteAsync(HttpContext context)
        {
            var response = context.Response;
            response.ContentType = "text/html; charset=utf-8";
            response.ContentLength = _length;
            foreach (var part in parts) response.BodyWriter.Write(part.Span);
            return response.BodyWriter.FlushAsync(context.RequestAborted).AsTask();
        }
    }

    sealed class KeptHtml(IReadOnlyList<ReadOnlyMemory<byte>> parts) : Html(parts)
    {
        /// <summary>The tokens in the forms are a part of what is hashed: the copy of another member, or with another cookie, is another page.</summary>
        readonly string _tag = TagOf(parts);

        public override Task ExecuteAsync(HttpContext context)
        {
            var headers = context.Response.Headers;
            // For this browser alone, and never shown without asking first; signing out has the browser forget it.
            headers.CacheControl = "private, no-cache";
            headers.Pragma = default;
            headers.Vary = "Cookie, Accept-Language";
            headers.ETag = _tag;
            if (!context.Request.Headers.IfNoneMatch.ToString().Contains(_tag, StringComparison.Ordinal)) return base.ExecuteAsync(context);
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        static string TagOf(IEnumerable<ReadOnlyMemory<byte>> parts)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var part in parts) hash.AppendData(part.Span);
            return $"\"{Convert.ToHexStringLower(hash.GetHashAndReset(), 0, 16)}\"";
        }
    }
}
