using Handrail.Core.Procedures;
using Handrail.Core.Running;

namespace Handrail.Core.Tests.Running;

/// <summary>Procedures that people wrote, followed by people who do what they say.</summary>
public class RealProcedureTests
{
    static readonly string Library = System.IO.Path.Combine(Repository.Root, "library", "procedures");

    public static TheoryData<string> Shipped => [.. Directory.EnumerateFiles(Library, "*.md", SearchOption.AllDirectories).Select(path => System.IO.Path.GetRelativePath(Library, path).Replace('\\', '/')).Order()];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Every_shipped_procedure_can_be_followed_to_its_end(string path)
    {
        var state = Follow(ProcedureReader.Read(File.ReadAllText(System.IO.Path.Combine(Library, path)), path));
        Assert.Equal(RunStatus.Finished, state.Status);
        Assert.DoesNotContain(state.Deviations, deviation => deviation.Kind is not (DeviationKind.ConditionAsked or DeviationKind.Late));
    }

    [Fact]
    public void Every_runbook_found_in_the_wild_can_be_followed_to_its_end()
    {
        if (Cases() is not { } folder) { Assert.Skip("The folder of real cases is not here."); return; }
        var followed = 0;
        foreach (var path in Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories))
        {
            var procedure = ProcedureReader.Read(File.ReadAllText(path), path);
            if (procedure.Main.All(phase => phase.Steps.Count == 0) || procedure.AllSteps.Count() > 500) continue;
            var state = Follow(procedure);
            Assert.True(state.Status == RunStatus.Finished, $"{path}: {string.Join("; ", state.Open.Select(step => $"{step.Name} waits for {RunSentences.WaitsFor(step)}"))}");
            followed++;
        }
        Assert.True(followed > 0, "No runbook with steps was found.");
    }

    static string? Cases()
    {
        for (var here = new DirectoryInfo(Repository.Root); here is not null; here = here.Parent)
            if (System.IO.Path.Combine(here.FullName, "shared", "cases", "markdown") is var folder && Directory.Exists(folder)) return folder;
        return null;
    }

    /// <summary>Does what is open, answers otherwise each round, and gives up after a thousand acts.</summary>
    static RunState Follow(Procedure procedure)
    {
        var now = new Instant(1_772_000_000_000_000);
        var fields = procedure.StartFields.Select(Filled).ToList();
        var state = RunState.Fold(procedure, []).After(RunEngine.Start(procedure, new("SOP-001 v1") { Fields = fields }, Play.Anna, now).Value, now, "anna");
        for (var acts = 0; acts < 1000 && state.Status == RunStatus.Running; acts++)
        {
            now = (state.Open.FirstOrDefault()?.WakesAt is { } wakes && wakes > now ? wakes : now) + TimeSpan.FromMinutes(1);
            var (act, by) = Next(state);
            state = state.After(RunEngine.Decide(state, act, by, now).Value, now, by.Id);
        }
        return state;
    }

    static (RunAct Act, Actor By) Next(RunState state)
    {
        if (state.CanFinish) return (new FinishRun(), Play.Anna);
        var step = state.Open.First(step => step.Status != StepStatus.Detour);
        var says = step.Step;
        var holder = new Actor("ben", "Ben", [says.Role ?? "", says.VerifiedBy ?? "", says.Approval ?? "", .. (says.Role ?? "").Split(',', '/')]);
        return step.Status switch
        {
            StepStatus.ConditionAsked => (new AnswerCondition(step.Key, true), holder),
            StepStatus.ItemsAsked => (new ChooseItems(step.Key, [new("first"), new("second")]), holder),
            StepStatus.AwaitingRun when step.Child is { Ending: null } child => (new EndChildRun(step.Key, child.Run, RunEnding.Completed), holder),
            StepStatus.AwaitingRun => (new StartChildRun(step.Key, $"R-{state.Children.Count + 2}"), holder),
            StepStatus.AwaitingVerification => (new VerifyStep(step.Key), holder with { Id = "eve" }),
            StepStatus.AwaitingApproval => (new ApproveStep(step.Key), holder with { Id = "eve" }),
            _ => (new CompleteStep(step.Key)
            {
                Answer = says.IsDecision ? says.Answers[(step.Round - 1) % says.Answers.Count].Label : null, Confirmed = true,
                Fields = [.. says.Records.DistinctBy(field => field.Key).Select(Filled)], Evidence = [new(new string('a', 64), "proof.txt", "text/plain", 5)],
            }, holder),
        };
    }

    static FieldValue Filled(RecordField field) => FieldValue.Of(field.Key, field.Type switch
    {
        FieldType.Number => "7",
        FieldType.Date => "2026-03-01",
        FieldType.DateAndTime => "2026-03-01T09:00:00Z",
        FieldType.YesNo => "Yes",
        FieldType.Choice => field.Options.Count > 0 ? field.Options[0] : "",
        FieldType.Checklist => field.Options.Count > 0 ? field.Options[0] : "one",
        FieldType.File => new string('a', 64),
        FieldType.Link => "https://example.org",
        _ => "something",
    });
}
