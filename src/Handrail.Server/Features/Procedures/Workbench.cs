using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.Compliance;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Mvc;

namespace Handrail.Server.Features.Procedures;

/// <summary>Who works on a procedure, and what it takes: the one parameter of the doors and handlers that do.</summary>
// Where its parts come from is said, not guessed: the doors are written by a generator at build time, which would take them for a body.
public sealed record Workbench(CurrentMember By, [FromServices] HandrailDb Db, [FromServices] ProcedureTexts Texts, [FromServices] Library Library, [FromServices] PoliciesInForce Policies, [FromServices] TimeProvider Clock, CancellationToken Stop)
{
    public Instant Now => Instant.Now(Clock);

    /// <summary>Begins a change. What was read before it holds the lock counts no more, and is read again.</summary>
    public Task<Change> Begin()
    {
        Db.ChangeTracker.Clear();
        return Change.Begin(Db, By, Clock, Stop);
    }
}
