using Handrail.Core;
using Handrail.Server.Features.People;

namespace Handrail.Server.Web;

/// <summary>Says at the route what a member must be allowed to use it.</summary>
static class NeedsPermission
{
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder route, Permission permission) => route.WithMetadata(new Needed(permission));

    /// <summary>Found on every route that changes something; a test looks for it.</summary>
    public sealed record Needed(Permission Permission);
}

/// <summary>Refuses who may not, before anything of the request is read.</summary>
sealed class PermissionGate(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var needed = context.GetEndpoint()?.Metadata.GetMetadata<NeedsPermission.Needed>();
        return needed is null || context.Features.Get<CurrentMember>() is { } member && member.Permission >= needed.Permission
            ? next(context)
            : new Refused(new Refusal.Forbidden(needed.Permission == Permission.Administrator
                ? "Only an administrator of the organization may do this."
                : "You may read here, but not change anything.")).ExecuteAsync(context);
    }
}
