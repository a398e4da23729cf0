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
        var state = new Follower(ProcedureReader.Read(File.ReadAllText(System.IO.Path.Combine(Library, path)), path)).Follow();
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
            var state = new Follower(procedure).Follow();
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
}
