using System.Text.Json;
using Handrail.Core.Journal;

namespace Handrail.Core.Running;

/// <summary>A fact of a run that was followed without the server, as its record has it. The journal vouches for the record, not for what it says.</summary>
/// <param name="At">As the record says.</param>
/// <param name="By">A name, as the record says.</param>
/// <param name="Kind">Of the fact.</param>
/// <param name="Json">The fact.</param>
public sealed record RecordedElsewhere(Instant At, string By, string Kind, string Json) : Fact
{
    /// <summary>The entry for the fold; null for a fact this version does not know.</summary>
    public RunEntry? ToEntry()
    {
        using var json = JsonDocument.Parse(Json);
        return FactJson.Read(Kind, json.RootElement).Granted(out var fact, out _) && fact is RunFact known ? new(At, By, known) : null;
    }
}

/// <summary>A record was brought in.</summary>
/// <param name="Number">The run it became.</param>
/// <param name="Facts">How many facts it holds.</param>
public sealed record RunRecordTaken(string Number, int Facts) : Fact;
