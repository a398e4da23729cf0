using CsCheck;
using Handrail.Core.Discovery;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Linting;

namespace Handrail.Core.Tests.Discovery;

public sealed class SessionDraftTests
{
    static readonly SessionHead Head = new("Close the office", "", "", "", "Ada Example", Instant.From(new(2026, 11, 26, 9, 0, 0, TimeSpan.Zero)));

    static Noted Did(string words) => new(EntryKind.Did, words);
    static Noted Decided(string question, string answer, string others = "") => new(EntryKind.Decided, question) { Then = answer, Others = others };
    static Noted WentWrong(string what, string instead) => new(EntryKind.WentWrong, what) { Then = instead };

    static RecordedSession Session(params Noted[] noted) => new() { Entries = [.. noted.Select((one, at) => new SessionEntry(at + 1, Head.At, 0, one))] };
    static Procedure Draft(params Noted[] noted) => ProcedureReader.Read(SessionDraft.Of(Head, Session(noted)).Text);

    [Fact]
    public void Each_entry_is_a_step_in_its_place()
    {
        var draft = Draft(Did("Lock the front door"), Did("Switch on the alarm. It beeps twice."));

        Assert.Equal("Close the office", draft.Title);
        Assert.Equal(["Lock the front door", "Switch on the alarm."], draft.AllSteps.Select(step => step.Instruction));
        Assert.Contains("   It beeps twice.", draft.Source, StringComparison.Ordinal);
        Assert.Equal(["lock-the-front-door", "switch-on-the-alarm"], draft.AllSteps.Select(step => step.Anchor));
    }

    [Fact]
    public void What_was_seen_is_a_checkpoint_and_the_tool_is_the_system()
    {
        var draft = ProcedureReader.Read(SessionDraft.Of(Head with { Role = "Caretaker" }, Session(Did("Switch on the alarm") with { Saw = "the light is red", System = "Alarm panel" })).Text);

        var step = Assert.Single(draft.AllSteps);
        Assert.Equal(("the light is red", "Alarm panel", "Caretaker"), (step.Verify, step.System, step.Role));
    }

    [Fact]
    public void A_question_that_was_decided_is_a_decision_with_the_answer_taken_and_the_others_open()
    {
        var step = Assert.Single(Draft(Decided("Is anybody still in", "Nobody", "Somebody, The cleaner")).AllSteps);

        Assert.Equal("Is anybody still in?", step.Instruction);
        Assert.Equal(["Nobody", "Somebody", "The cleaner"], step.Answers.Select(answer => answer.Label));
        Assert.All(step.Answers, answer => Assert.IsType<Exit.Continue>(answer.Exit));
    }

    [Fact]
    public void An_answer_that_was_not_taken_is_marked_as_still_to_be_written()
    {
        var draft = Draft(Decided("Is anybody still in?", "No", "Yes"));

        Assert.Contains(Lint.Check(draft, new()), finding => finding.Code == "text-unfinished");
        Assert.Contains("“Yes” did not come up when this was recorded", draft.Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Role")]
    [InlineData("In Okta")]
    [InlineData("Optional")]
    [InlineData("10: late")]
    [InlineData("*maybe*")]
    public void An_answer_that_reads_like_something_else_is_named_and_its_words_are_kept(string answer)
    {
        var draft = Draft(Decided("Which?", answer, "No"));

        Assert.Equal(["Answer 1", "No"], Assert.Single(draft.AllSteps).Answers.Select(read => read.Label));
        Assert.Contains(AnySession.Plain(answer), AnySession.Plain(draft.Source), StringComparison.Ordinal);
    }

    [Fact]
    public void What_went_wrong_is_a_way_out_of_the_step_before_and_of_the_way_out_that_failed_too()
    {
        var draft = Draft(Did("Lock the door"), WentWrong("The key broke", "Call the caretaker"), WentWrong("Nobody answered", "Wait outside"), Did("Go home"));

        Assert.Equal(["Lock the door", "Go home"], draft.Main.SelectMany(phase => phase.Steps).Select(step => step.Instruction));
        Assert.Equal(["Call the caretaker", "Wait outside"], draft.Contingencies.SelectMany(phase => phase.Steps).Select(step => step.Instruction));
        Assert.Equal(new Exit.GoTo("call-the-caretaker"), draft.Find("lock-the-door")!.IfItFails);
        Assert.Equal(new Exit.GoTo("wait-outside"), draft.Find("call-the-caretaker")!.IfItFails);
        Assert.Null(draft.Find("go-home")!.IfItFails);
        Assert.Contains("When this went wrong: The key broke", draft.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_was_done_before_it_went_wrong_what_was_done_instead_is_the_first_step()
    {
        var draft = Draft(WentWrong("No key was there", "Fetch the key"), Did("Lock the door"));

        Assert.Equal(["Fetch the key", "Lock the door"], draft.Main.SelectMany(phase => phase.Steps).Select(step => step.Instruction));
        Assert.Empty(draft.Contingencies);
    }

    [Fact]
    public void Words_that_read_like_a_decision_make_none()
    {
        var draft = Draft(Did("Look at the clock"), Did("If it is late, go to step 1"));

        Assert.DoesNotContain(draft.AllSteps, step => step.IsDecision);
        Assert.Contains("If it is late, go to step 1", draft.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_stands_in_its_step_with_what_it_shows()
    {
        var draft = SessionDraft.Of(Head, Session(Did("Lock the door") with { Picture = new(new string('b', 64), ".jpg", "The lock, turned") }));

        Assert.Equal("lock-the-door-bbbbbbbb.jpg", Assert.Single(draft.Pictures).Key);
        Assert.Contains("![The lock, turned](lock-the-door-bbbbbbbb.jpg)", draft.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void How_long_it_took_is_a_hint_and_no_deadline()
    {
        var draft = ProcedureReader.Read(SessionDraft.Of(Head, new() { Entries = [new(1, Head.At, 730, Did("Count the keys")), new(2, Head.At, 20, Did("Go home"))] }).Text);

        Assert.Contains("Took 12 minutes when it was recorded on 2026-11-26.", draft.Source, StringComparison.Ordinal);
        Assert.Contains("Recorded by Ada Example on 2026-11-26, in 13 minutes.", draft.Source, StringComparison.Ordinal);
        Assert.All(draft.AllSteps, step => Assert.Null(step.Within));
        Assert.Single(draft.AllSteps.SelectMany(step => step.Details));
    }

    [Fact]
    public void What_it_is_for_is_asked_for_until_it_is_said()
    {
        Assert.Contains("Why this procedure exists, in one or two sentences.", Draft(Did("Go home")).Source, StringComparison.Ordinal);
        var draft = SessionDraft.Of(Head with { Purpose = "So that nobody walks in." }, Session(Did("Go home"))).Text;
        Assert.Contains("## Purpose\n\nSo that nobody walks in.\n", draft, StringComparison.Ordinal);
        Assert.DoesNotContain("Why this procedure exists", draft, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_recorded_every_entry_is_one_step_no_word_is_lost_and_lint_finds_no_error() =>
        Gen.Select(AnySession.Heads, AnySession.Sessions).Sample((head, session) =>
        {
            var draft = SessionDraft.Of(head, session);
            var procedure = ProcedureReader.Read(draft.Text);
            Assert.Equal(session.Entries.Count, procedure.AllSteps.Count());
            Assert.All(AnySession.Typed(head, session), words => Assert.Contains(AnySession.Plain(words), AnySession.Plain(draft.Text), StringComparison.Ordinal));
            Assert.Empty(Lint.Check(procedure, new LintContext { Environment = new Dictionary<string, string>(), Images = draft.Pictures.Select(picture => picture.Key).ToHashSet() }).Where(finding => finding.Severity == Severity.Error).Select(finding => $"{finding.Code}: {finding.Message}"));
            Assert.DoesNotContain(procedure.AllSteps.SelectMany(step => step.Answers), answer => answer.Inferred);
        }, iter: 2_000, threads: 1, print: given => SessionDraft.Of(given.Item1, given.Item2).Text);
}
