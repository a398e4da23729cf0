using CsCheck;
using Handrail.Core.Discovery;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Linting;
using Handrail.Core.Tests.Library;

namespace Handrail.Core.Tests.Discovery;

public sealed class PracticeDraftTests
{
    const string Text = """
        ---
        title: Offboard a leaver
        ---

        ## Steps

        1. Disable the account of {{Leaver}} {#disable}
           - Role: IT administrator
           - Verify: sign-in is refused
           - In Okta: choose **Deactivate**.

           Disable, do not delete.
        2. Was it an administrator? {#admin}
           - Yes: continue
           - No: go to [Collect the laptop](#collect)
        3. Rotate the secrets {#rotate}
        4. Collect the laptop {#collect}
        5. Sign {#sign}

        ## Records

        The run.

        """;

    static readonly Procedure Template = ProcedureReader.Read(Text);

    static Voice Voice(string by, params StepAnswer[] steps) => new(by, new(0), new(steps, [], []));
    static StepAnswer Done(string step, string words = "") => new(step, Practice.Done, words);
    static StepAnswer Otherwise(string step, string words) => new(step, Practice.Otherwise, words);
    static StepAnswer NotDone(string step, string words = "") => new(step, Practice.NotDone, words);
    static Voice Besides(string after, params string[] words) => new("Jo", new(0), new([], [.. words.Select(said => new AddedStep(after, said))], []));

    static Procedure Draft(params Voice[] voices) => PracticeDraft.Of(Template, CurrentPractice.Of(Template, voices));
    static IEnumerable<string> Anchors(Procedure procedure) => procedure.AllSteps.Select(step => step.Anchor);

    [Theory, MemberData(nameof(Shipped.Procedures), MemberType = typeof(Shipped))]
    public void What_is_all_done_is_the_template_byte_for_byte(string path)
    {
        var template = Shipped.Procedure(path);
        var voice = Voice("Jo", [.. template.AllSteps.Select(step => Done(step.Anchor))]);
        Assert.Equal(template.Source, PracticeDraft.Of(template, CurrentPractice.Of(template, [voice])).Source);
    }

    [Fact]
    public void A_step_that_is_done_otherwise_without_a_word_how_stays_and_is_to_be_settled()
    {
        var draft = Draft(Voice("Jo", Otherwise("disable", "")), Voice("Kim", Otherwise("sign", "In ink"), Otherwise("disable", "")));
        Assert.Equal(Template.Find("disable")!.Instruction, draft.Find("disable")!.Instruction);
        Assert.Equal("In ink", draft.Find("sign")!.Instruction);
        Assert.Contains("is done otherwise; Jo has not said how", draft.Source, StringComparison.Ordinal);
        Assert.Contains("is done otherwise; Kim has not said how", draft.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_is_done_otherwise_says_what_people_do_and_keeps_the_rest()
    {
        var step = Draft(Voice("Jo", Otherwise("disable", "We lock the account by hand. Then we phone *Okta*.\nOn Fridays Tom does it"))).Find("disable")!;

        Assert.Equal("We lock the account by hand.", step.Instruction);
        Assert.Equal(("IT administrator", "sign-in is refused"), (step.Role, step.Verify));
        Assert.Contains(step.Details, detail => detail.Tool == "Okta");
    }

    [Fact]
    public void The_rest_of_what_they_said_stands_below_as_words_not_as_markup()
    {
        var draft = Draft(Voice("Jo", Otherwise("disable", "We lock the account by hand. Then we phone *Okta*.\n- Role: nobody\n# Not a heading")));

        Assert.Contains("Then we phone \\*Okta\\*.", draft.Source, StringComparison.Ordinal);
        Assert.Equal("IT administrator", draft.Find("disable")!.Role);
        Assert.Equal(Template.Sections.Count, draft.Sections.Count);
    }

    [Fact]
    public void A_decision_keeps_its_question()
    {
        var step = Draft(Voice("Jo", Otherwise("admin", "We ask Tom"))).Find("admin")!;

        Assert.Equal("Was it an administrator?", step.Instruction);
        Assert.Equal(["Yes", "No"], step.Answers.Select(answer => answer.Label));
    }

    [Fact]
    public void Words_that_read_like_a_decision_make_none()
    {
        var step = Draft(Voice("Jo", Otherwise("sign", "If it is late, go to step 3"))).Find("sign")!;

        Assert.Equal("Sign", step.Instruction);
        Assert.False(step.IsDecision);
        Assert.Single(step.Details);
    }

    [Fact]
    public void Each_other_way_is_kept_beside_the_first()
    {
        var draft = Draft(Voice("Jo", Otherwise("sign", "I send a mail")), Voice("Tom", Otherwise("sign", "I tell Ann")));

        Assert.Equal("I send a mail", draft.Find("sign")!.Instruction);
        Assert.Contains("Or: I tell Ann", draft.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_done_besides_comes_where_people_said_in_their_order()
    {
        var draft = Draft(Besides("collect", "Wipe the laptop", "Put it on the shelf"), Besides("", "Read the mail from HR"));

        Assert.Equal(["Read the mail from HR", "Disable the account of {{Leaver}}", "Was it an administrator?", "Rotate the secrets", "Collect the laptop", "Wipe the laptop", "Put it on the shelf", "Sign"], draft.AllSteps.Select(step => step.Instruction));
    }

    [Fact]
    public void A_step_nobody_does_leaves_the_path_and_is_listed_with_the_reason()
    {
        var draft = Draft(Voice("Jo", NotDone("rotate", "nobody told us")));

        Assert.Equal(["disable", "admin", "collect", "sign"], Anchors(draft));
        Assert.EndsWith("- Step 3, “Rotate the secrets”: “nobody told us” (Jo)\n", draft.Source, StringComparison.Ordinal);
        Assert.Contains(draft.Sections, section => section.Heading == PracticeDraft.NotDoneToday);
    }

    [Fact]
    public void A_step_that_others_lead_to_stays_and_says_so()
    {
        var draft = Draft(Voice("Jo", NotDone("collect")));

        Assert.Equal(Anchors(Template), Anchors(draft));
        Assert.Contains("- Step 4, “Collect the laptop”, which still stands above because other steps need it.", draft.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_answers_differ_the_step_stays_and_both_are_listed()
    {
        var draft = Draft(Voice("Jo", Done("sign")), Voice("Tom", NotDone("sign", "never saw it")));

        Assert.Equal(Anchors(Template), Anchors(draft));
        Assert.Contains("done, says Jo; not done, says “never saw it” (Tom)", draft.Source, StringComparison.Ordinal);
        Assert.Contains(draft.Sections, section => section.Heading == PracticeDraft.ToBeSettled);
    }

    [Fact]
    public void Who_does_not_know_does_not_make_answers_differ() =>
        Assert.Equal(Verdict.Done, CurrentPractice.Of(Template, [Voice("Jo", Done("sign")), Voice("Tom", new StepAnswer("sign", Practice.Unknown, ""))]).Steps.Single(step => step.Step.Anchor == "sign").Verdict);

    [Fact]
    public void A_name_in_braces_that_somebody_typed_asks_for_no_value()
    {
        var draft = Draft(Voice("Jo", Otherwise("sign", "Type {{password}} and {#admin}"), NotDone("rotate", "see {{wiki}}")));

        Assert.Equal(Placeholders.Unresolved(Template, []).Select(open => open.Name), Placeholders.Unresolved(draft, []).Select(open => open.Name));
    }

    [Fact]
    public void Drafting_a_second_time_adds_nothing()
    {
        Voice[] voices = [Voice("Jo", Otherwise("disable", "We lock it. Then we call."), NotDone("rotate", "why?"), Done("sign", "only on Mondays")), Besides("collect", "Wipe the laptop. Twice.")];
        var once = Draft(voices);

        Assert.Equal(once.Source, PracticeDraft.Of(once, CurrentPractice.Of(Template, voices)).Source);
    }

    [Fact]
    public void Whatever_people_say_about_the_library_no_word_is_lost_and_no_error_comes_in()
    {
        var templates = Shipped.Catalogue.Procedures.Values.ToList();
        Gen.Int[0, templates.Count - 1].SelectMany(at => AnyVoices.About(templates[at]).Select(voices => (Template: templates[at], Voices: voices))).Sample(said =>
        {
            var draft = PracticeDraft.Of(said.Template, CurrentPractice.Of(said.Template, said.Voices));
            var (plain, lost) = (AnyVoices.Plain(draft.Source), said.Voices.SelectMany(AnyVoices.Words).Where(words => !AnyVoices.Plain(draft.Source).Contains(AnyVoices.Plain(words), StringComparison.Ordinal)).ToList());
            Assert.Empty(lost);
            Assert.Empty(Errors(draft).Except(Errors(said.Template)));
            Assert.Equal(draft.Source, ProcedureReader.Read(draft.Source).Source);
        }, iter: 40, threads: 1);
    }

    static IEnumerable<string> Errors(Procedure procedure) =>
        Lint.Check(procedure, new LintContext { Environment = Shipped.ToolKinds.ToDictionary(name => name, name => name) }).Where(finding => finding.Severity == Severity.Error).Select(finding => $"{finding.Code}: {finding.Message}");
}
