using Handrail.Core;
using Handrail.Server.Features.People;

namespace Handrail.Server.Web;

/// <summary>Says at the route what a member must be allowed to use it.</summary>
static class NeedsPermission
{
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder route, Permission permission) => route
        .WithMetadata(new Needed(permission))
        .AddEndpointFilter(async (context, next) =>
        {
            var member = context.HttpContext.Features.Get<CurrentMember>();
            return member is not null && member.Permission >= permission
                ? await next(context)
                : Answers.Refuse(new Refusal.Forbidden(permission == Permission.Administrator
                    ? "Only an administrator of the organization may do this."
                    : "You may read here, but not change anything."));
        });

    /// <summary>Found on every route that changes something; a test looks for it.</summary>
    public sealed record Needed(Permission Permission);
}
