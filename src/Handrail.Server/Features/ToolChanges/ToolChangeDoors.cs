namespace Handrail.Server.Features.ToolChanges;

/// <summary>Every door of a change of tool: what it touches, the drafts, their one approval round, and what it changes for each.</summary>
static class ToolChangeDoors
{
    public static void Map(IEndpointRouteBuilder app)
    {
        ChangeTool.Map(app);
        ShowTogether.Map(app);
        Remaining.Map(app);
        SendTogether.Map(app);
        SignTogether.Map(app);
        SendBackTogether.Map(app);
        PublishTogether.Map(app);
        WhatChangesForMe.Map(app);
    }
}
