using System.Text.Json;

namespace Handrail.Core.Compliance;

/// <summary>A standard or law: the ids of what it asks for, with short descriptions in our own words.</summary>
/// <param name="Id">The part before ":" where a control is named: iso27001.</param>
/// <param name="Name">As people say it: "ISO 27001".</param>
/// <param name="Title">In full, with its edition.</param>
/// <param name="Note">Where the ids come from, and what of them is here.</param>
public sealed record Framework(string Id, string Name, string Title, string Note, IReadOnlyList<Control> Controls)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The way procedures and clauses name it: iso27001:A.5.18.</summary>
    public string IdOf(Control control) => $"{Id}:{control.Id}";

    /// <summary>Reads one of the files in library/frameworks, or one made like them.</summary>
    public static Outcome<Framework> Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Framework>(json, Json) is { Id.Length: > 0, Name.Length: > 0, Controls.Count: > 0 } framework && framework.Controls.All(control => control is { Id.Length: > 0 })
                ? framework
                : new Refusal.Invalid("framework", "A framework needs an id, a name, and controls with ids.");
        }
        catch (JsonException error)
        {
            return new Refusal.Invalid("framework", $"This is not a framework: line {error.LineNumber + 1} cannot be read as JSON.");
        }
    }
}

/// <param name="Id">As the standard counts: A.5.18.</param>
/// <param name="Title">What it asks for, in our own words.</param>
public sealed record Control(string Id, string Title);
