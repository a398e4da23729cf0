using Handrail.Core;
using Handrail.Core.Journal.Packs;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Features.Compliance;
using Handrail.Server.Features.Journal;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Access;
using Handrail.Server.Features.Procedures.Acknowledging;
using Handrail.Server.Files;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Runs;

/// <summary>The evidence pack of a run: its text, its facts and those of its procedure, files, proofs and a page to read, signed and streamed.</summary>
static class RunPack
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/runs/{run}/pack", Download);

    public static async Task<IResult> Download(string run, CurrentMember member, HttpContext context, HandrailDb db, ProcedureTexts texts, FileStore files, JournalKeys keys, IServiceProvider services, TimeProvider clock, CancellationToken stop)
    {
        if (!(await RunView.Load(db, texts, run, stop)).Granted(out var view, out var unknown)) return Answers.Refuse(unknown);
        var signed = await SignHead.Now(db, keys, clock, stop);
        var pack = new EvidencePack
        {
            Title = $"{member.Organization}: {view.Run.Label} {view.State.Title}",
            Subjects = [view.Run.Subject, view.Sop.Subject],
            Made = Instant.Now(clock),
            Head = signed.Note,
            IndexHtml = await IndexPage(view, await Acknowledged.Of(db, view.Revision, stop), await RunLimit.Of(db, services.GetRequiredService<PoliciesInForce>(), view, stop), member, Instant.Now(clock), services),
            Entries = Entries(db, view, signed.Head.Size),
            Revisions = [new(view.Run.Kind == RunKind.Trial ? view.State.ProcedureName : $"{view.Sop.Label} v{view.Revision.Number}", view.Revision.Text)],
            Files = Files(view, files),
            Missing = await Missing(db, view, files, stop),
        };
        return Results.Stream(async body =>
        {
            // The zip is written as it is sent, and its format writes small pieces synchronously.
            if (context.Features.Get<IHttpBodyControlFeature>() is { } control) control.AllowSynchronousIO = true;
            using var key = keys.Open(signed.Row);
            await EvidencePackWriter.Write(body, pack, key, stop);
        }, "application/zip", $"{view.Run.Label}-evidence.zip");
    }

    static async IAsyncEnumerable<PackedEntry> Entries(HandrailDb db, RunView view, long size)
    {
        var (run, sop) = (view.Run.Subject, view.Sop.Subject);
        var proofs = new JournalProofs(db, size);
        // Read before the proofs are made: PostgreSQL answers one question at a time on a connection.
        foreach (var row in await db.JournalRows.AsNoTracking().Where(row => (row.Subject == run || row.Subject == sop) && row.Index < size).OrderBy(row => row.Index).ToListAsync())
            yield return new(row.Index, row.Leaf, row.Payload, row.Salt, await proofs.Inclusion(row.Index));
    }

    static IReadOnlyList<PackedFile> Files(RunView view, FileStore files) => [.. view.State.Evidence.Select(evidence => evidence.File.Sha256).Distinct().Where(files.Has)
        .Select(sha256 => new PackedFile(sha256, _ => ValueTask.FromResult(files.Open(sha256) ?? throw new FileNotFoundException($"The file {sha256} is missing from the store."))))];

    /// <summary>Other texts of the procedure that its entries mention are not part of what happened in this run.</summary>
    static async Task<IReadOnlyList<MissingFile>> Missing(HandrailDb db, RunView view, FileStore files, CancellationToken stop) =>
        [.. (await db.Revisions.IgnoreQueryFilters([ReaderFilter.Name]).AsNoTracking().Where(row => row.SopId == view.Sop.Id && row.Sha256 != view.Revision.Sha256).Select(row => row.Sha256).Distinct().ToListAsync(stop))
            .Select(sha256 => new MissingFile(sha256, "another revision of the procedure, not followed in this run")),
            .. view.State.Evidence.Select(evidence => evidence.File.Sha256).Distinct().Where(sha256 => !files.Has(sha256)).Select(sha256 => new MissingFile(sha256, "recorded away from the server; the file was not brought along"))];

    static async Task<string> IndexPage(RunView view, IReadOnlyList<Acknowledged> acknowledged, IReadOnlyList<RunLimit> limits, CurrentMember member, Instant now, IServiceProvider services) =>
        "<!DOCTYPE html>\n" + await Rendered.Html<PackIndex>(services, new()
        {
            [nameof(PackIndex.View)] = view,
            [nameof(PackIndex.Limits)] = limits,
            [nameof(PackIndex.Acknowledged)] = acknowledged,
            [nameof(PackIndex.Now)] = now,
            [nameof(PackIndex.Organization)] = member.Organization,
        });
}
