using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Files;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Mvc;

namespace Handrail.Server.Features.Procedures.Importing;

/// <summary>The first half of an import: files are read and kept aside, to be looked at.</summary>
static class BringFiles
{
    static readonly Refusal.Invalid NoFiles = new("files", "Choose at least one Markdown file, Word document or zip.");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.Import, (CurrentMember member) => Answers.Page<ImportPage>());
        app.MapPost(Links.Import, async (HttpRequest request, CurrentMember member, HandrailDb db, FileStore files, TimeProvider clock, CancellationToken stop) =>
        {
            var form = await request.ReadFormAsync(stop);
            var outcome = await Handle(form.Files, forLibrary: false, member, db, files, clock, stop);
            return outcome.Granted(out var import, out var refusal) ? Answers.SeeOther(Links.ImportPreview(import)) : Answers.PageAgain<ImportPage>(refusal, new { Refusal = refusal });
        }).WithMetadata(new RequestSizeLimitAttribute(Limits.Upload)).WithFormOptions(valueCountLimit: Limits.FormParts, multipartBodyLengthLimit: Limits.Upload).Needs(Permission.Member);
    }

    public static async Task<Outcome<Id<Import>>> Handle(IReadOnlyList<IFormFile> uploads, bool forLibrary, CurrentMember by, HandrailDb db, FileStore files, TimeProvider clock, CancellationToken stop)
    {
        if (uploads.Count == 0) return NoFiles;
        var brought = await new BroughtFiles(files, withPacks: forLibrary).Read(uploads, stop);
        if (brought.Count == 0) return NoFiles;
        var now = Instant.Now(clock);
        var import = new Import { Id = Id<Import>.New(now), OrganizationId = by.OrganizationId, MemberId = by.Id, At = now, IsForLibrary = forLibrary };
        db.Add(import);
        foreach (var file in brought)
        {
            db.Add(new ImportFile
            {
                ImportId = import.Id,
                OrganizationId = by.OrganizationId,
                Path = file.Path,
                Text = file.Text,
                Sha256 = file.Picture?.Sha256,
                MediaType = file.Picture?.MediaType,
                Length = file.Picture?.Length ?? file.Text?.Length ?? 0,
                LeftOut = file.LeftOut,
            });
        }
        await db.SaveChangesAsync(stop);
        return import.Id;
    }
}
