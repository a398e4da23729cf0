using Handrail.Server.Features.People;

namespace Handrail.Server.Tests.Harness;

/// <summary>
/// The furnished office, where the procedure, and all that hangs on it, is a secret of the night shift. Dora is in the night shift. Emil is a member and Ida the auditor, and
/// nothing names them. Beside it stands a procedure for everybody that starts the secret one, and a draft of the secret one waits for review.
/// </summary>
public sealed class FurnishedInSecret : Furnished
{
    /// <summary>Words of the secret, none of which stands anywhere else: its title, its text, its picture, what was said and kept about it.</summary>
    public static readonly string[] Words = ["Lock the doors of Northwind", "Lock the front door", "Lock the back door", "has another door", "Northwind's own", "note.txt", "The lock", "lock.png", "doors.md", "third door", "porter's lodge", "Test the alarm", "alarm.md"];

    protected override string Header => "---\nclassification: secret\naudience: [Northwind night shift]\ncontrols: [iso27001:A.7.2]\n---\n";

    public Browser Dora { get; private set; } = null!;
    public Browser Emil { get; private set; } = null!;
    public Browser Ida { get; private set; } = null!;

    /// <summary>For everybody; a step of it starts the secret procedure, named by its number.</summary>
    public string Open { get; private set; } = "";
    /// <summary>A run of it, with a run of the secret procedure below it.</summary>
    public string OpenRun { get; private set; } = "";
    /// <summary>For everybody; names the secret procedure by its title and file.</summary>
    public string Telling { get; private set; } = "";
    public string TellingRun { get; private set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var ada = Office.Ada;
        Dora = await Office.Join("Dora Yew");
        Emil = await Office.Join("Emil Fir");
        Ida = await Office.Join("Ida Fern", Permission.Auditor);
        var dora = (await ada.Get("/settings/groups/northwind-night-shift")).All("label.choice").Single(label => label.TextContent.Contains("Dora Yew", StringComparison.Ordinal)).QuerySelector("input")!.GetAttribute("value")!;
        await ada.Post("/settings/groups/northwind-night-shift", ("member", dora));
        Open = await ada.Publish($"# Walk round the house\n\n## Steps\n1. Close up {{#close}}\n   - Run: [the usual way]({Sop})\n2. Is anybody left? {{#left}}\n   - Yes: start [it again]({Sop})\n   - No: continue\n", "round.md");
        OpenRun = await ada.Start(Open);
        await ada.Act(OpenRun, "close", "child-run");
        Telling = await ada.Publish("# Hand over the shift\n\n## Purpose\nSee [Lock the doors of Northwind](doors.md).\n\n## Steps\n1. Do as in [Lock the doors of Northwind](doors.md) {#as}\n   - Run: [Lock the doors of Northwind](doors.md)\n2. Go home {#home}\n", "shift.md");
        TellingRun = await ada.Start(Telling);
        await ada.Act(TellingRun, "as", "child-run");
        await ada.Edit(Sop);
        await ada.Save(Sop, text => text + "4. Lock the third door {#third}\n");
        await ada.Send(Sop, 2, ["Dora Yew"], ("summary", "There is a third door"));
    }
}
