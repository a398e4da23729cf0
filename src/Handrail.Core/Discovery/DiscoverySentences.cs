using Handrail.Core.Journal;

namespace Handrail.Core.Discovery;

/// <summary>What comes after the name in the journal.</summary>
static class DiscoverySentences
{
    public static string? Predicate(Fact fact) => fact switch
    {
        InterviewSent f => $"asked {f.Person} how “{f.Title}” is done.",
        InterviewAnswered f => $"answered how “{f.Title}” is done: {f.Done} done, {f.Otherwise} otherwise, {f.NotDone} not done.",
        InterviewClosed f => $"closed the questions to {f.Person} about “{f.Title}”.",
        InterviewWithdrawn f => $"withdrew the questions to {f.Person} about “{f.Title}”.",
        _ => null,
    };
}
