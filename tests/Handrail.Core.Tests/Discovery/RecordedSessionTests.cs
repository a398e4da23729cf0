using CsCheck;
using Handrail.Core.Discovery;
using Handrail.Core.Procedures;

namespace Handrail.Core.Tests.Discovery;

public sealed class RecordedSessionTests
{
    static Instant At(int minute) => new(minute * 60_000_000L);
    static Noted Did(string words) => new(EntryKind.Did, words);

    static RecordedSession With(params string[] words) => words.Aggregate(RecordedSession.Start(At(0)), (session, said) => session.Note(Did(said), At(0)).Value);
    static IEnumerable<string> Words(RecordedSession session) => session.Entries.Select(entry => entry.Noted.Words);

    [Fact]
    public void An_entry_took_the_time_since_the_one_before_without_the_pauses()
    {
        var session = RecordedSession.Start(At(0)).Note(Did("a"), At(5)).Value.Pause(At(7)).Resume(At(60)).Note(Did("b"), At(61)).Value;

        Assert.Equal([300, 180], session.Entries.Select(entry => entry.Seconds));
        Assert.Equal([At(5), At(61)], session.Entries.Select(entry => entry.At));
        Assert.Equal(480, session.Took());
    }

    [Fact]
    public void Whoever_notes_something_while_it_is_paused_works_again()
    {
        var session = RecordedSession.Start(At(0)).Pause(At(2)).Note(Did("a"), At(50)).Value;

        Assert.Equal(120, session.Entries[0].Seconds);
        Assert.Equal(At(50), session.Since);
    }

    [Fact]
    public void To_pause_twice_and_to_go_on_twice_changes_no_time()
    {
        var session = RecordedSession.Start(At(0)).Pause(At(1)).Pause(At(9)).Resume(At(20)).Resume(At(30)).Note(Did("a"), At(31)).Value;

        Assert.Equal(12 * 60, session.Entries[0].Seconds);
    }

    [Fact]
    public void Entries_are_moved_one_place_and_stay_at_the_ends()
    {
        var session = With("a", "b", "c");

        Assert.Equal(["b", "a", "c"], Words(session.Move(2, up: true).Value));
        Assert.Equal(["a", "c", "b"], Words(session.Move(2, up: false).Value));
        Assert.Same(session, session.Move(1, up: true).Value);
        Assert.Same(session, session.Move(3, up: false).Value);
    }

    [Fact]
    public void A_number_is_never_given_twice()
    {
        var session = With("a", "b").TakeBack(2).Value.Note(Did("c"), At(1)).Value;

        Assert.Equal([1, 3], session.Entries.Select(entry => entry.Number));
        Assert.IsType<Refusal.NotFound>(session.TakeBack(2).Refusal);
        Assert.IsType<Refusal.NotFound>(session.Correct(2, Did("x")).Refusal);
        Assert.IsType<Refusal.NotFound>(session.Move(2, up: true).Refusal);
    }

    [Fact]
    public void A_corrected_entry_keeps_its_time_its_place_and_its_picture()
    {
        var picture = new SessionPicture(new string('a', 64), ".png", "The door");
        var session = RecordedSession.Start(At(0)).Note(Did("a") with { Picture = picture }, At(3)).Value.Note(Did("b"), At(4)).Value.Correct(1, Did("A")).Value;

        Assert.Equal(["A", "b"], Words(session));
        Assert.Equal((At(3), 180L, picture), (session.Entries[0].At, session.Entries[0].Seconds, session.Entries[0].Noted.Picture));
    }

    [Theory]
    [InlineData(EntryKind.Did, "", "", "words")]
    [InlineData(EntryKind.Did, "\u0007", "", "words")]
    [InlineData(EntryKind.Decided, "", "Yes", "words")]
    [InlineData(EntryKind.Decided, "Is it late?", " ", "then")]
    [InlineData(EntryKind.WentWrong, "It broke", "", "then")]
    [InlineData(EntryKind.WentWrong, "", "I called", "words")]
    [InlineData(EntryKind.Did, "a\0b", "", "words")]
    public void What_is_missing_is_said_at_its_field(EntryKind kind, string words, string then, string field) =>
        Assert.Equal(field, Assert.IsType<Refusal.Invalid>(RecordedSession.Start(At(0)).Note(new(kind, words) { Then = then }, At(1)).Refusal).Field);

    [Fact]
    public void A_recording_has_an_end()
    {
        var full = With([.. Enumerable.Repeat("a", RecordedSession.MostEntries)]);

        Assert.IsType<Refusal.Invalid>(full.Note(Did("one more"), At(1)).Refusal);
        Assert.IsType<Refusal.Invalid>(full.Correct(1, Did(new string('x', Noted.MostWords + 1))).Refusal);
    }

    [Fact]
    public void It_is_read_as_it_was_written() => AnySession.Sessions.Sample(session =>
    {
        var kept = RecordedSession.Read((session with { Since = At(3), Worked = 7, RestIsNotDone = true }).Write());
        Assert.Equal(session.Entries, kept.Entries);
        Assert.Equal((At(3), 7, true, session.Next), (kept.Since, kept.Worked, kept.RestIsNotDone, kept.Next));
    }, iter: 200);

    static readonly Procedure Template = ProcedureReader.Read("# Close\n\n## Steps\n1. Lock {#lock}\n   1. Front {#front}\n   2. Back {#back}\n2. Alarm {#alarm}\n3. Leave {#leave}\n\n## Rollback\n1. Open {#open}\n");

    [Fact]
    public void What_was_ticked_is_done_what_was_told_is_done_otherwise_and_the_rest_is_besides()
    {
        var session = new RecordedSession().Note(Did("Fetch the key"), At(0)).Value.Note(Did("Front") with { Step = "front", IsTicked = true }, At(1)).Value
            .Note(Did("I tell the guard") with { Step = "alarm", System = "Phone" }, At(2)).Value.Note(new(EntryKind.WentWrong, "No answer") { Then = "I wait" }, At(3)).Value;

        var answers = SessionPractice.Of(session, Template);
        Assert.Equal([new("front", Practice.Done, ""), new("alarm", Practice.Otherwise, "I tell the guard\nWith: Phone")], answers.Steps);
        Assert.Equal([new("", "Fetch the key"), new("alarm", "No answer\nInstead: I wait")], answers.Added);
    }

    [Fact]
    public void What_was_seen_at_a_step_that_was_ticked_is_a_remark_to_it() =>
        Assert.Equal([new("front", Practice.Done, "Seen: the bolt is out")], SessionPractice.Of(new RecordedSession().Note(Did("Front") with { Step = "front", IsTicked = true, Saw = "the bolt is out" }, At(1)).Value, Template).Steps);

    [Fact]
    public void No_word_of_a_session_is_lost_as_an_answer() => Gen.Select(AnySession.Sessions, Gen.OneOf("", "front", "alarm")).Sample((session, step) =>
    {
        var answers = SessionPractice.Of(session with { Entries = [.. session.Entries.Select(entry => entry with { Noted = entry.Noted with { Step = step, Picture = null } })] }, Template);
        var kept = string.Concat(answers.Steps.Select(answer => answer.Words).Concat(answers.Added.Select(added => added.Words)));
        Assert.All(session.Entries.Select(entry => entry.Noted).SelectMany(noted => new[] { noted.Words, noted.Then, noted.Others, noted.Saw, noted.System }), words => Assert.Contains(words, kept, StringComparison.Ordinal));
    }, iter: 200);

    [Fact]
    public void Steps_that_are_not_in_it_are_not_done_only_where_that_is_said()
    {
        var session = new RecordedSession().Note(Did("Front") with { Step = "front", IsTicked = true }, At(1)).Value;

        Assert.DoesNotContain(SessionPractice.Of(session, Template).Steps, answer => answer.Practice == Practice.NotDone);
        Assert.Equal(["back", "alarm", "leave"], SessionPractice.Of(session with { RestIsNotDone = true }, Template).Steps.Where(answer => answer.Practice == Practice.NotDone).Select(answer => answer.Step));
    }
}
