using Microsoft.Extensions.Primitives;

namespace Handrail.Server.Features.Procedures.Editor;

/// <summary>What may be done in the editor with one press, or one pause while typing.</summary>
public enum StepAct
{
    /// <summary>The step's text as a whole, sub-steps too.</summary>
    Write,
    /// <summary>The fields of the step's form.</summary>
    Fill,
    Add,
    /// <summary>A picture shown in the step.</summary>
    Picture,
    Up,
    Down,
    /// <summary>To the place of another step.</summary>
    Move,
    Remove,
    /// <summary>A heading before the step; without words the heading there is goes.</summary>
    Phase,
    /// <summary>Title, purpose, scope and who keeps it right: what stands before the steps.</summary>
    About,
    /// <summary>Words outside the steps, as their text.</summary>
    Passage,
    /// <summary>The same as the fields of a form.</summary>
    Compose,
    /// <summary>A section that is not there yet.</summary>
    Section,
    /// <summary>Another name for a section.</summary>
    Rename,
    /// <summary>A section with all its words is taken away.</summary>
    Drop,
    /// <summary>The fix of a finding.</summary>
    Mend,
    /// <summary>The whole text as it was before: how an act that concerned more than one step is undone.</summary>
    Restore,
}

public enum AddedKind { Step, Decision, Checkpoint, Procedure, SubStep, Note, Phase }

/// <param name="Step">The anchor of the step it is about; empty adds a step at the end. Outside the steps: the address of the passage. To mend: the name of the finding.</param>
/// <param name="BasedOn">The hash of that step's text when it was put into the form.</param>
public sealed record StepEdit(StepAct Act, string Step, string BasedOn, string Text)
{
    /// <summary>What is added.</summary>
    public AddedKind Kind { get; init; }

    /// <summary>Where to move it: "before:front", "after:front", "under:front"; or at the end of what to add it: "Main", "Rollback".</summary>
    public string Place { get; init; } = "";

    /// <summary>What the picture shows.</summary>
    public string Alternative { get; init; } = "";

    public Runs.SentFile? Picture { get; init; }

    /// <summary>The fields of a form as they were sent.</summary>
    public IReadOnlyDictionary<string, StringValues> Fields { get; init; } = new Dictionary<string, StringValues>();

    /// <summary>Acts of one press name the step in the button's own value: a page has one form for all of them.</summary>
    static readonly StepAct[] Pressed = [StepAct.Up, StepAct.Down, StepAct.Remove, StepAct.Drop];

    /// <returns>Null where the form names no act.</returns>
    public static StepEdit? Read(IFormCollection form)
    {
        if (form["fix"].ToString() is { Length: > 0 } finding) return new(StepAct.Mend, finding, "", "");
        foreach (var act in Pressed)
            if (form[act.ToString().ToLowerInvariant()].ToString() is { Length: > 0 } pressed)
                return new(act, pressed.Split(' ')[0], pressed.Split(' ')[^1], "");
        if (!Enum.TryParse<StepAct>(form["act"], ignoreCase: true, out var named) || !Enum.IsDefined(named)) return null;
        return new(named, form["step"].ToString(), form["basedOn"].ToString(), form["text"].ToString())
        {
            Kind = Enum.TryParse<AddedKind>(form["kind"], ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : AddedKind.Step,
            Place = form["place"].ToString(),
            Alternative = form["alternative"].ToString(),
            Fields = named is StepAct.Fill or StepAct.About or StepAct.Section or StepAct.Compose ? form.ToDictionary() : new Dictionary<string, StringValues>(),
        };
    }
}
