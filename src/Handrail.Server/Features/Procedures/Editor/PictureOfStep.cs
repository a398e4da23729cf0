using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Editing;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Files;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Editor;

/// <summary>A picture put into a step, with the words for whoever does not see it.</summary>
static class PictureOfStep
{
    public static async Task<Outcome<Procedure>> Within(Change change, Dossier dossier, Step step, StepEdit edit, Workbench bench)
    {
        if (edit.Picture is not { Content: var content }) return new Refusal.Invalid("picture", "Choose a picture.");
        if (Ending(content.MediaType) is not { } ending) return new Refusal.Invalid("picture", $"{edit.Picture.Name} is not a PNG, JPEG, GIF or WebP picture.");
        if (edit.Alternative.Trim() is not { Length: > 0 and <= PictureField.LongestAlternative } alternative) return new Refusal.Invalid("alternative", $"Say in a few words what the picture shows, for whoever does not see it: at most {PictureField.LongestAlternative} characters.");
        var path = PictureField.PathOf(step.Anchor, content.Sha256, ending);
        await StoredFiles.Keep(bench.Db, change, bench.By, content, path, bench.Stop);
        if (!await bench.Db.RevisionImages.AnyAsync(image => image.RevisionId == dossier.Revision.Id && image.Path == path, bench.Stop))
            bench.Db.RevisionImages.Add(new RevisionImage { OrganizationId = bench.By.OrganizationId, RevisionId = dossier.Revision.Id, Path = path, Sha256 = content.Sha256 });
        var fields = StepFields.Of(dossier.View.Procedure, step);
        return (fields with { Pictures = [.. fields.Pictures, new(alternative, path)] }).Fill(dossier.View.Procedure, step);
    }

    /// <summary>Of a file's name, with its dot; null where it is no picture.</summary>
    public static string? Ending(string mediaType) => mediaType switch
    {
        "image/png" => ".png",
        "image/jpeg" => ".jpg",
        "image/gif" => ".gif",
        "image/webp" => ".webp",
        _ => null,
    };
}
