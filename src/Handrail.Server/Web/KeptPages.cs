using System.Globalization;
using System.Security.Cryptography;
using System.Text;
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
/// Pages that are made once for a member and answered again as long as nothing has happened. Rows that bear evidence change only with a fact, so a page of nothing
/// else is still true while the journal is as long as it was: that one number is read, and a browser that has the page already is told so (304).
/// What people call times ("3 minutes ago") may lag by <see cref="Fresh"/>.
/// </summary>
sealed class KeptPages(PageCache cache, IAntiforgery antiforgery, IOptions<AntiforgeryOptions> forms, TimeProvider clock)
{
    static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    readonly Func<HandrailDb, Task<long>> _journalSize = EF.CompileAsyncQuery((HandrailDb db) => db.JournalHeads.Select(head => head.Size).Single());

    readonly record struct Key(Id<Member> Member, string Scheme, string Host, string Path, string Query, string Language);

    /// <param name="Size">Of the journal.</param>
    sealed record Kept(PageInPieces Page, long Size, Instant At, CurrentMember For);

    /// <param name="make">Makes the page, when there is none that is still true. Whatever is not a page is answered and not kept.</param>
    public async Task<IResult> Answer(HttpContext context, CurrentMember member, HandrailDb db, Func<PageHoles, Task<IResult>> make)
    {
        var request = context.Request;
        var key = new Key(member.Id, request.Scheme, request.Host.Value ?? "", request.Path.Value ?? "", request.QueryString.Value ?? "", CultureInfo.CurrentUICulture.Name);
        var (size, now) = (await _journalSize(db), Instant.Now(clock));
        if (cache.TryGetValue(key, out Kept? kept) && kept!.Size == size && now - kept.At < Fresh && kept.For == member) return Answered(context, kept.Page, member);

        var holes = new PageHoles();
        var made = await make(holes);
        if (made is not RazorComponentResult { StatusCode: StatusCodes.Status200OK } result) return made;
        var page = holes.Cut(await Rendered(context, result), antiforgery.GetAndStoreTokens(context).RequestToken ?? "");
        if (holes.IsKept) cache.Keep(key, new Kept(page, size, now, member), page.OwnLength, Fresh);
        return Answered(context, page, member);
    }

    KeptAnswer Answered(HttpContext context, PageInPieces page, CurrentMember member)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        var cookie = context.Request.Cookies[forms.Value.Cookie.Name ?? ""];
        // The forms of a page go with one cookie and one member: with another, or one that is about to be set, the copy a browser has would be refused.
        var tag = cookie is null || tokens.CookieToken is not null ? null
            : $"\"{Convert.ToHexStringLower(SHA256.HashData([.. page.Hash, .. Encoding.UTF8.GetBytes($"{member.Id} {cookie}")]), 0, 16)}\"";
        return new(page, tokens.RequestToken ?? "", tag);
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

    /// <param name="tag">Null where no copy can be answered with 304.</param>
    sealed class KeptAnswer(PageInPieces page, string token, string? tag) : IResult
    {
        public Task ExecuteAsync(HttpContext context)
        {
            var response = context.Response;
            // For this browser alone, and never shown without asking first; signing out has the browser forget it.
            response.Headers.CacheControl = "private, no-cache";
            response.Headers.Pragma = default;
            response.Headers.Vary = "Cookie, Accept-Language";
            if (tag is not null)
            {
                response.Headers.ETag = tag;
                if (context.Request.Headers.IfNoneMatch.ToString().Contains(tag, StringComparison.Ordinal))
                {
                    response.StatusCode = StatusCodes.Status304NotModified;
                    return Task.CompletedTask;
                }
            }
            var written = Encoding.ASCII.GetBytes(token);
            response.ContentType = "text/html; charset=utf-8";
            response.ContentLength = page.Length(written);
            page.Write(response.BodyWriter, written);
            return response.BodyWriter.FlushAsync(context.RequestAborted).AsTask();
        }
    }
}
