using Handrail.Core;

namespace Handrail.Server.Features.Setup.Demonstration;

/// <summary>A clock that stands where it was turned to, so that the past can be lived through again.</summary>
sealed class TurnedClock : TimeProvider
{
    public Instant At { get; set; }

    public override DateTimeOffset GetUtcNow() => At.ToDateTimeOffset();
}
