using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Runs;

/// <summary>What the page that starts a run shows.</summary>
/// <param name="Instead">The run of an earlier version that this one begins anew; null for an ordinary start.</param>
/// <param name="IsTrial">It is a drill of the draft.</param>
public sealed record StartRunModel(Sop Sop, int Revision, Procedure Procedure, IReadOnlyList<KeyValuePair<string, string>> Members, IReadOnlyList<InventorySystem> Systems, RunView? Instead, bool IsTrial)
{
    /// <summary>What the earlier run knows under the same name.</summary>
    public IReadOnlyList<string> Known(RecordField field) => Instead?.State.Fields.GetValueOrDefault(field.Key) is { } value ? value.Shown ?? value.Values : [];

    public static async Task<Outcome<StartRunModel>> Load(HandrailDb db, ProcedureTexts texts, string label, string? instead, bool isTrial, CurrentMember by, Instant now, CancellationToken stop)
    {
        if (!Labels.TryReadSop(label, out var number) || await db.Sops.AsNoTracking().Numbered(number).SingleOrDefaultAsync(stop) is not { } sop)
            return new Refusal.NotFound("There is no such procedure, or you may not see it.");
        if (!(await StartRun.Followed(db, sop, isTrial ? RunKind.Trial : RunKind.Live, stop)).Granted(out var revision, out var none)) return none;
        var procedure = texts.Read(revision.Sha256, revision.Text, sop.FileName);
        if (await StartRun.NotRunBy(sop, procedure.Header, isTrial ? RunKind.Trial : RunKind.Live, by, db, now, stop) is { } somebodyElse) return somebodyElse;
        RunView? earlier = null;
        if (!string.IsNullOrEmpty(instead) && !(await RunView.Load(db, texts, instead, stop)).Granted(out earlier, out var unknown)) return unknown;
        return new StartRunModel(sop, revision.Number, procedure, await MemberNames.All(db, stop), await Inventory.InUse(db, stop), earlier, isTrial);
    }
}
