using Handrail.Core;
using Microsoft.AspNetCore.Antiforgery;

namespace Handrail.Server.Web;

/// <summary>
/// Every request that may change something and rides on a cookie must carry the antiforgery token. The rule stands here, before all routes,
/// because a rule per endpoint is one that can be forgotten. Requests with a bearer token carry nothing a browser would send by itself and pass.
/// </summary>
sealed class UnsafeRequestGuard(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, IAntiforgery antiforgery)
    {
        if (ApiTokenScheme.IsUsedBy(context.Request) && context.User.Identity is not { IsAuthenticated: true })
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        var safe = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method);
        if (safe || context.User.Identity?.AuthenticationType == ApiTokenScheme.Name || await antiforgery.IsRequestValidAsync(context))
        {
            await next(context);
            return;
        }
        await new Refused(new Refusal.Invalid("", "This page was opened before you signed in or came from another site, so nothing was changed. Go back, reload the page and send it again."), StatusCodes.Status400BadRequest).ExecuteAsync(context);
    }
}
