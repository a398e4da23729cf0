using System.Reflection;
using Handrail.Core;
using Handrail.Server.Web.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace Handrail.Server.Web;

/// <summary>What doors answer with.</summary>
static class Answers
{
    /// <summary>A page. The parameters are the page's public properties by name.</summary>
    public static RazorComponentResult Page<TPage>(object? parameters = null, int status = StatusCodes.Status200OK) where TPage : IComponent =>
        new(typeof(TPage), parameters ?? new { }) { StatusCode = status, PreventStreamingRendering = true };

    /// <summary>The page again after a refusal: same page, the message, what was typed kept by the page's parameters.</summary>
    public static RazorComponentResult PageAgain<TPage>(Refusal refusal, object parameters) where TPage : IComponent => Page<TPage>(parameters, Refused.Status(refusal));

    /// <summary>303: done, look there. Only ever a path of this site.</summary>
    public static IResult SeeOther(string path) => new SeeOtherResult(path);

    public static IResult Refuse(Refusal refusal) => new Refused(refusal);

    /// <summary>For addresses that no route knows.</summary>
    public static IResult Nothing() => Refuse(NoPage);

    public static readonly Refusal.NotFound NoPage = new("There is no page at this address. Perhaps it was mistyped, or you may not see it.");

    /// <summary>
    /// Answers where no route matches. Not a route itself: a route that takes everything would stand in the way of "another method" and "another content type".
    /// </summary>
    public static void UseNothing(this WebApplication app) => app.Use((context, next) => context.GetEndpoint() is null ? Nothing().ExecuteAsync(context) : next(context));

    /// <summary>A JSON door's answer.</summary>
    public static JsonAnswer<T> Json<T>(Outcome<T> outcome) => new(outcome);

    sealed class SeeOtherResult(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext context)
        {
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }
}

/// <summary>The value as JSON, or the refusal. Its type tells openapi.json what the door answers with, so that no door has to.</summary>
sealed class JsonAnswer<T>(Outcome<T> outcome) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext context) => (outcome.Granted(out var value, out var refusal) ? Results.Ok(value) : Answers.Refuse(refusal)).ExecuteAsync(context);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
}

/// <summary>The one table from refusals to HTTP: a page for people, problem+json under /api.</summary>
sealed class Refused(Refusal refusal, int? status = null) : IResult
{
    public static int Status(Refusal refusal) => refusal switch
    {
        Refusal.Invalid => StatusCodes.Status422UnprocessableEntity,
        Refusal.NotFound => StatusCodes.Status404NotFound,
        Refusal.Forbidden => StatusCodes.Status403Forbidden,
        Refusal.Conflict => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    public Task ExecuteAsync(HttpContext context)
    {
        var code = status ?? Status(refusal);
        return IsForPrograms(context.Request) ? Problems.Of(refusal.Code, refusal.Message, code, (refusal as Refusal.Invalid)?.Field).ExecuteAsync(context) : Answers.Page<RefusalPage>(new { Refusal = refusal, StatusCode = code }, code).ExecuteAsync(context);
    }

    /// <summary>The one page under /api is for people.</summary>
    public static bool IsForPrograms(HttpRequest request) => request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments(Links.ApiDocs);
}
