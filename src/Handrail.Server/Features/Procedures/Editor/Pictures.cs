using Handrail.Core;
using Handrail.Server.Features.Runs;
using Handrail.Server.Files;

namespace Handrail.Server.Features.Procedures.Editor;

/// <summary>Pictures that came with a form: stored without what cameras and programs write about them.</summary>
static class Pictures
{
    /// <summary>Bytes. A larger picture is for a file beside the procedure.</summary>
    const long Largest = 20L * 1024 * 1024;

    public static async Task<Outcome<IReadOnlyList<SentFile>>> Receive(IEnumerable<IFormFile> uploads, FileStore files, CancellationToken stop)
    {
        var sent = new List<SentFile>();
        foreach (var upload in uploads.Where(upload => upload.Length > 0))
        {
            var name = Path.GetFileName(upload.FileName.Replace('\\', '/'));
            if (upload.Length > Largest) return new Refusal.Invalid(upload.Name, $"{name} is too large: a picture can have at most 20 MB.");
            using var content = new MemoryStream();
            await upload.CopyToAsync(content, stop);
            if (PictureBytes.WithoutMetadata(content.ToArray()) is not { } clean) return new Refusal.Invalid(upload.Name, $"{name} is not a PNG, JPEG, GIF or WebP picture, or it is damaged.");
            if (!(await files.Store(new MemoryStream(clean), stop)).Granted(out var stored, out var refusal)) return refusal;
            sent.Add(new(stored, name.Length == 0 ? "picture" : name.Length > 200 ? name[^200..] : name, upload.Name));
        }
        return sent;
    }
}
