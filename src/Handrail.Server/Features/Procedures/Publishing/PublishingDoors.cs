using Handrail.Server.Features.Procedures.Acknowledging;

namespace Handrail.Server.Features.Procedures.Publishing;

/// <summary>Every door of the way from a draft to what is in force.</summary>
static class PublishingDoors
{
    public static void Map(IEndpointRouteBuilder app)
    {
        ShowApproval.Map(app);
        SendForReview.Map(app);
        WalkThroughDoors.Map(app);
        Remarks.Map(app);
        TakeBack.Map(app);
        SignRevision.Map(app);
        PublishRevision.Map(app);
        RetireProcedure.Map(app);
        Acknowledge.Map(app);
        ShowAcknowledgements.Map(app);
    }
}
