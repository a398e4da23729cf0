using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Publishing;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Control;

/// <summary>Copies on paper are given out by number and taken back, so that nobody follows a version that is in force no more.</summary>
static class ControlPrintedCopies
{
    public static async Task<Outcome<PrintedCopy>> Issue(string label, string recipient, Workbench bench)
    {
        if (recipient.Length is 0 or > PrintedCopy.LongestRecipient) return new Refusal.Invalid("recipient", $"Say in at most {PrintedCopy.LongestRecipient} characters who gets it or where it lies.");
        if (TypedText.Refuses("recipient", recipient) is { } unreadable) return unreadable;
        await using var change = await bench.Begin();
        if (!(await SopView.Load(bench.Db, bench.Texts, bench.By, label, null, bench.Stop)).Granted(out var view, out var unknown)) return unknown;
        if (!view.IsInForce) return new Refusal.Conflict($"{view.Sop.Label} is not in force, so there is nothing to give out.");
        var copy = new PrintedCopy
        {
            Id = Id<PrintedCopy>.New(change.At),
            OrganizationId = bench.By.OrganizationId,
            SopId = view.Sop.Id,
            Number = await bench.Db.PrintedCopies.Where(row => row.SopId == view.Sop.Id).MaxAsync(row => (int?)row.Number, bench.Stop) + 1 ?? 1,
            Revision = view.Revision.Number,
            Recipient = recipient,
            IssuedById = bench.By.Id,
            IssuedAt = change.At,
        };
        bench.Db.PrintedCopies.Add(copy);
        if ((await change.Append(view.Sop.Subject, new PrintedCopyIssued(view.Sop.Label, copy.Revision, copy.Number, recipient, view.Revision.Sha256), bench.Stop)).Refusal is { } tooLong) return tooLong;
        await change.Commit(bench.Stop);
        return copy;
    }

    public static async Task<Outcome<PrintedCopy>> End(string label, int number, CopyEnd? how, Workbench bench)
    {
        await using var change = await bench.Begin();
        if (!(await Find(label, number, bench)).Granted(out var found, out var unknown)) return unknown;
        var (sop, copy) = found;
        if (copy.EndedAt is { } ended) return new Refusal.Conflict($"Copy {number} of {sop.Label} was {PrintedCopyWords.Past(copy.End)} on {RevisionStanding.When(ended)}.");
        if (how is not { } end) return new Refusal.Invalid("how", "Say what became of it: taken back, destroyed or lost.");
        (copy.End, copy.EndedById, copy.EndedAt) = (end, bench.By.Id, change.At);
        if ((await change.Append(sop.Subject, new PrintedCopyEnded(sop.Label, copy.Revision, number, copy.Recipient, end), bench.Stop)).Refusal is { } tooLong) return tooLong;
        await change.Commit(bench.Stop);
        return copy;
    }

    /// <summary>Of a procedure that the member reads.</summary>
    public static async Task<Outcome<(Sop Sop, PrintedCopy Copy)>> Find(string label, int number, Workbench bench)
    {
        if (!Labels.TryReadSop(label, out var sopNumber) || await bench.Db.Sops.AsNoTracking().Numbered(sopNumber).SingleOrDefaultAsync(bench.Stop) is not { } sop) return SopView.Unknown;
        return await bench.Db.PrintedCopies.SingleOrDefaultAsync(row => row.SopId == sop.Id && row.Number == number, bench.Stop) is { } copy ? (sop, copy) : new Refusal.NotFound($"{sop.Label} has no copy {number}.");
    }
}
