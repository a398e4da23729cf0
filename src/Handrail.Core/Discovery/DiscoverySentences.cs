using Handrail.Core.Journal;

namespace Handrail.Core.Discovery;

/// <summary>What comes after the name in the journal.</summary>
static class DiscoverySentences
{
    public static string? Predicate(Fact fact) => fact switch
    {
        InterviewSent f => $"asked {f.Person} how “{f.Title}” is done.",
        InterviewAnswered f => $"answered how “{f.Title}” is done: {f.Done} done, {f.Otherwise} otherwise, {f.NotDone} not done.",
        InterviewHandedIn f => $"handed in how “{f.Title}” is done.",
        InterviewReopened f => $"opened the answers of {f.Person} about “{f.Title}” again.",
        InterviewClosed f => $"closed the questions to {f.Person} about “{f.Title}”.",
        InterviewWithdrawn f => $"withdrew the questions to {f.Person} about “{f.Title}”.",
        RecordingStarted => "began to record how something is done.",
        RecordingNoted f => $"noted entry {f.Entry} of a recording.",
        RecordingCorrected f => $"corrected entry {f.Entry} of a recording.",
        RecordingMoved f => $"moved entry {f.Entry} of a recording to place {f.Place}.",
        RecordingTakenBack f => $"took back entry {f.Entry} of a recording.",
        RecordingPaused => "paused a recording.",
        RecordingResumed => "went on with a recording.",
        RecordingFinished f => $"finished the recording of “{f.Title}” with {(f.Entries == 1 ? "one entry" : $"{f.Entries} entries")}.",
        RecordingDiscarded => "threw a recording away.",
        RecordingDrafted f => $"made the draft of {f.Number} from the recording of “{f.Title}”.",
        _ => null,
    };
}
