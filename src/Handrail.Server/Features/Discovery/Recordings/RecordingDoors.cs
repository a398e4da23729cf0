namespace Handrail.Server.Features.Discovery.Recordings;

static class RecordingDoors
{
    public static void Map(IEndpointRouteBuilder app)
    {
        ListRecordings.Map(app);
        StartRecording.Map(app);
        ShowRecording.Map(app);
        NoteEntry.Map(app);
        PauseRecording.Map(app);
        EndRecording.Map(app);
    }
}
