using Handrail.Server.Features.ToolChanges;

namespace Handrail.Server.Features.Environment;

/// <summary>All doors to what the organization works with.</summary>
static class EnvironmentDoors
{
    public static void Map(IEndpointRouteBuilder app)
    {
        SystemDoors.Map(app);
        NameTools.Map(app);
        ImportSystems.Map(app);
        KeepValues.Map(app);
        KeepContacts.Map(app);
        ToolChangeDoors.Map(app);
    }
}
