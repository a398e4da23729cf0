namespace Handrail.Server.Features.ApiDocs;

/// <summary>Says at a door that reads a form itself which fields of it hold files.</summary>
static class TakesFiles
{
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder door, params string[] fields) => door.WithMetadata(new Fields(fields));

    public sealed record Fields(IReadOnlyList<string> Names);
}
