using Handrail.Core.Journal;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures.Access;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Files;

/// <summary>An organization's claim to a file in the store.</summary>
static class StoredFiles
{
    /// <summary>Notes, once, that the organization holds this content.</summary>
    public static async Task Keep(HandrailDb db, Change change, CurrentMember by, FileContent content, string name, CancellationToken stop)
    {
        // The same bytes may be part of something this member may not read.
        if (db.StoredFiles.Local.Any(row => row.Sha256 == content.Sha256) || await db.StoredFiles.IgnoreQueryFilters([ReaderFilter.Name]).AnyAsync(row => row.Sha256 == content.Sha256, stop)) return;
        db.StoredFiles.Add(new StoredFile
        {
            OrganizationId = by.OrganizationId,
            Sha256 = content.Sha256,
            Name = name.Length > 255 ? name[^255..] : name,
            MediaType = content.MediaType,
            Length = content.Length,
            StoredAt = change.At,
            StoredById = by.Id,
        });
        _ = (await change.Append("file/" + content.Sha256, new FileStored(content.Sha256, name, content.MediaType, content.Length), stop)).Value;
    }
}
