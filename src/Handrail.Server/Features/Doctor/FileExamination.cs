using Handrail.Server.Data;
using Handrail.Server.Files;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Doctor;

/// <summary>Every file that an organization holds is in the store, and its bytes still have the hash it is named after.</summary>
static class FileExamination
{
    const int PageSize = 500;

    public static async Task<Check> Run(HandrailDb db, FileStore store, Check check, CancellationToken stop)
    {
        var (count, bytes) = (0, 0L);
        for (var (last, page) = ("", await Page(db, "", stop)); page.Count > 0; page = await Page(db, last, stop))
        {
            foreach (var file in page)
            {
                if (!store.Has(file.Sha256)) check.Wrong($"file {file.Sha256} ({file.Name}): it is missing.");
                else if (!await store.IsIntact(file.Sha256, stop)) check.Wrong($"file {file.Sha256} ({file.Name}): its bytes were changed.");
                (count, bytes, last) = (count + 1, bytes + file.Length, file.Sha256);
            }
        }
        check.Seen = $"{count:N0} files, {Web.HumanSize.Of(bytes)}";
        return check;
    }

    static Task<List<StoredFile>> Page(HandrailDb db, string after, CancellationToken stop) =>
        db.StoredFiles.AsNoTracking().Where(file => file.Sha256.CompareTo(after) > 0).OrderBy(file => file.Sha256).Take(PageSize).ToListAsync(stop);
}
