using Handrail.Core;
using Handrail.Server.Files;

namespace Handrail.Server.Features.Runs;

/// <summary>Files that came with a form: stored before anything is decided, claimed by the change that uses them.</summary>
static class SentFiles
{
    public static async Task<Outcome<IReadOnlyList<SentFile>>> Receive(IEnumerable<IFormFile> uploads, FileStore files, CancellationToken stop)
    {
        var sent = new List<SentFile>();
        foreach (var upload in uploads.Where(upload => upload.Length > 0))
        {
            await using var content = upload.OpenReadStream();
            if (!(await files.Store(content, stop)).Granted(out var stored, out var refusal)) return refusal;
            var name = Path.GetFileName(upload.FileName.Replace('\\', '/'));
            sent.Add(new(stored, name.Length == 0 ? "file" : name.Length > 200 ? name[^200..] : name, upload.Name));
        }
        return sent;
    }
}
