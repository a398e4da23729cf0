using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Journal;

public sealed record SignedNow(TreeHead Head, SignedNote Note, JournalHead Row);

/// <summary>Signs the journal as it stands, after checking that it continues the last head that was signed: a journal that went back or forks is not signed.</summary>
static class SignHead
{
    /// <exception cref="InvalidOperationException">The journal does not continue what was signed before: somebody changed the database. `doctor` says where.</exception>
    public static async Task<SignedNow> Now(HandrailDb db, JournalKeys keys, TimeProvider clock, CancellationToken stop)
    {
        var row = await db.JournalHeads.AsNoTracking().SingleAsync(stop);
        var head = new TreeHead(row.Origin, row.Size, Frontier.Read(row.Frontier).Root);
        var key = NoteKey.Parse(row.VerifierKey).Value;
        var last = await db.SignedHeads.AsNoTracking().OrderByDescending(signed => signed.Size).FirstOrDefaultAsync(stop);
        if (last is not null)
        {
            var note = SignedNote.Parse(last.Note).Value;
            var previous = TreeHead.Open(note, key).Value;
            var proof = previous.Size is 0 || previous.Size >= head.Size ? [] : await new JournalProofs(db, head.Size).Consistency(previous.Size);
            if (TreeHead.Advance(previous, head, proof).Refusal is { } refusal) throw new InvalidOperationException(refusal.Message);
            if (previous.Size == head.Size) return new(head, note, row);
        }
        using var signing = keys.Open(row);
        var fresh = head.Sign(signing);
        db.SignedHeads.Add(new SignedHead { OrganizationId = row.OrganizationId, Size = head.Size, Note = fresh.ToString(), SignedAt = Instant.Now(clock) });
        await db.SaveChangesAsync(stop);
        return new(head, fresh, row);
    }
}
