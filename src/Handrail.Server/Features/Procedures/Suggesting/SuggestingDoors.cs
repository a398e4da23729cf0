namespace Handrail.Server.Features.Procedures.Suggesting;

static class SuggestingDoors
{
    public static void Map(IEndpointRouteBuilder app)
    {
        SuggestChange.Map(app);
        AnswerSuggestion.Map(app);
    }
}
