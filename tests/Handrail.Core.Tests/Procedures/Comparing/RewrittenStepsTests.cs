using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Comparing;

namespace Handrail.Core.Tests.Procedures.Comparing;

public class RewrittenStepsTests
{
    const string Doors = "# Doors\n\n## Purpose\nTo be safe.\n\n## Steps\n1. Lock the front {#front}\n   - Verify: the bolt is out\n2. Lock the back {#back}\n   1. Turn the key {#turn}\n3. Go {#go}\n";

    [Theory]
    [InlineData("To be safe.", "To be quite safe.", "")]
    [InlineData("Lock the front", "Lock the red front", "front")]
    [InlineData("the bolt is out", "the bolt is in", "front")]
    [InlineData("Turn the key", "Turn the old key", "turn")]
    [InlineData("Go {#go}", "Go {#go}\n4. Call {#call}", "call")]
    [InlineData("3. Go {#go}\n", "", "go")]
    [InlineData("Lock the back {#back}", "Shut the back {#shut}", "shut back")]
    [InlineData("1. Lock the front {#front}\n   - Verify: the bolt is out\n2. Lock", "0. Wait {#wait}\n1. Lock the front {#front}\n   - Verify: the bolt is out\n2. Lock", "wait")]
    public void An_edit_names_the_steps_whose_own_words_it_changed(string old, string @new, string steps)
    {
        Assert.Contains(old, Doors, StringComparison.Ordinal);
        Assert.Equal(steps, string.Join(' ', RewrittenSteps.Between(ProcedureReader.Read(Doors), ProcedureReader.Read(Doors.Replace(old, @new, StringComparison.Ordinal)))));
    }
}
