using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Publishing.Access;
using Handrail.Server.Features.People;

namespace Handrail.Server.Features.Procedures.Access;

/// <summary>Who may write, as a stored text says.</summary>
static class Writing
{
    public static Circle Of(Header header, bool wasInForce, Id<Member> begunBy) => Circle.OfWriters(header, wasInForce ? null : begunBy.ToString());
}
