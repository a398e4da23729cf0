using Handrail.Core.Procedures;

namespace Handrail.Core.Tests.Procedures;

public class StepSourceTests
{
    const string Text = "# Doors\n\n## Steps\n1. Lock the front {#front}\n   - Role: Caretaker\n\n   Turn it twice.\n\n2. Lock the back {#back}\n    1. Turn the key {#key}\n        - Verify: it holds\n3. Go {#go}\n\nWords after.\n";
    static readonly Procedure Doors = ProcedureReader.Read(Text);

    [Fact]
    public void A_step_is_shown_without_marker_and_indentation()
    {
        Assert.Equal("Lock the front {#front}\n- Role: Caretaker\n\nTurn it twice.", StepSource.Of(Doors, Doors.Find("front")!));
        Assert.Equal("Turn the key {#key}\n- Verify: it holds", StepSource.Of(Doors, Doors.Find("key")!));
        Assert.Equal("Go {#go}", StepSource.Of(Doors, Doors.Find("go")!));
    }

    [Theory]
    [InlineData("front")]
    [InlineData("key")]
    [InlineData("go")]
    public void Only_the_step_is_replaced(string anchor)
    {
        var replaced = StepSource.Replace(Doors, Doors.Find(anchor)!, $"Do it otherwise {{#{anchor}}}\r\n- Evidence: picture");
        var read = ProcedureReader.Read(replaced);

        Assert.Equal("Do it otherwise", read.Find(anchor)!.Instruction);
        Assert.Equal("picture", read.Find(anchor)!.Evidence);
        Assert.Equal(Doors.AllSteps.Select(step => step.Anchor), read.AllSteps.Select(step => step.Anchor));
        Assert.EndsWith("Words after.\n", replaced, StringComparison.Ordinal);
    }

    public static TheoryData<string> Library => [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "library", "procedures"), "*.md", SearchOption.AllDirectories).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Library))]
    public void Putting_a_step_in_its_own_place_changes_nothing(string name)
    {
        var text = File.ReadAllText(Directory.EnumerateFiles(Path.Combine(Repository.Root, "library", "procedures"), name, SearchOption.AllDirectories).Single());
        var procedure = ProcedureReader.Read(text, name);
        Assert.All(procedure.AllSteps, step => Assert.Equal(text, StepSource.Replace(procedure, step, StepSource.Of(procedure, step))));
    }
}
