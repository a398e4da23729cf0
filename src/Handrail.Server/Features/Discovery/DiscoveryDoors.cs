using Handrail.Server.Features.Discovery.Recordings;

namespace Handrail.Server.Features.Discovery;

static class DiscoveryDoors
{
    public static void Map(IEndpointRouteBuilder app)
    {
        ListInterviews.Map(app);
        AskHow.Map(app);
        AnswerInterview.Map(app);
        ReopenInterview.Map(app);
        SettleInterview.Map(app);
        PracticeModel.Map(app);
        DraftFromPractice.Map(app);
        RecordingDoors.Map(app);
    }
}
