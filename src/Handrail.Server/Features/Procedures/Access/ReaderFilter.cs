using Handrail.Core.Publishing.Access;
using Handrail.Server.Data;
using Handrail.Server.Features.Compliance;
using Handrail.Server.Features.Discovery.Recordings;
using Handrail.Server.Features.Procedures.Importing;
using Handrail.Server.Features.Procedures.Variants;
using Handrail.Server.Features.Runs;
using Handrail.Server.Files;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Access;

/// <summary>
/// Keeps from every query what the reader may not know of, so that no list, count, search or link can forget it: a procedure that somebody may not read is not there.
/// The same rule as <see cref="AccessRule"/>. A revision is read by whom the procedure lets read it now and its own text, too; runs go with the revision they
/// keep, files with the texts, templates and runs they belong to.
/// </summary>
static class ReaderFilter
{
    public const string Name = "readers";

    public static void Apply(ModelBuilder builder, HandrailDb db)
    {
        builder.Entity<Sop>().HasQueryFilter(Name, sop => sop.Secrecy <= db.Reading.Clearance
            || db.RevisionReaders.Any(reader => reader.RevisionId == sop.GoverningId && db.Reading.Keys.Contains(reader.Key)));
        builder.Entity<Revision>().HasQueryFilter(Name, revision => db.Reading.SeesAll
            || db.Sops.Any(sop => sop.Id == revision.SopId)
            && (revision.Secrecy <= db.Reading.Clearance || db.RevisionReaders.Any(reader => reader.RevisionId == revision.Id && db.Reading.Keys.Contains(reader.Key))));
        // It holds words of the base, and that there is a variant is not for everybody either.
        builder.Entity<Variant>().HasQueryFilter(Name, variant => db.Reading.SeesAll
            || db.Sops.Any(sop => sop.Id == variant.SopId) && db.Sops.Any(sop => sop.Id == variant.BaseId) && db.Revisions.Any(revision => revision.Id == variant.FollowsId)
            && (variant.Secrecy <= db.Reading.Clearance || db.RevisionReaders.Any(reader => reader.RevisionId == variant.FollowsId && db.Reading.Keys.Contains(reader.Key))));
        builder.Entity<Run>().HasQueryFilter(Name, run => db.Reading.SeesAll || db.Revisions.Any(revision => revision.Id == run.RevisionId));
        builder.Entity<TriedText>().HasQueryFilter(Name, tried => db.Reading.SeesAll || db.Runs.Any(run => run.Id == tried.RunId));
        builder.Entity<MeasuredRun>().HasQueryFilter(Name, measured => db.Reading.SeesAll || db.Runs.Any(run => run.Id == measured.RunId));
        builder.Entity<StoredFile>().HasQueryFilter(Name, file => db.Reading.SeesAll || file.StoredById == db.Reading.Member
            || db.RevisionImages.Any(image => image.Sha256 == file.Sha256 && db.Revisions.Any(revision => revision.Id == image.RevisionId))
            || db.OwnTemplateImages.Any(image => image.Sha256 == file.Sha256 && db.OwnTemplates.Any(template => template.Id == image.TemplateId && !template.IsWithdrawn))
            || db.RunFiles.Any(part => part.Sha256 == file.Sha256 && db.Runs.Any(run => run.Id == part.RunId))
            || db.RecordingFiles.Any(part => part.Sha256 == file.Sha256 && db.Recordings.Any(recording => recording.Id == part.RecordingId)));
        // What somebody writes while working is theirs until it is finished; from then on it goes with the procedure it became.
        builder.Entity<Recording>().HasQueryFilter(Name, recording => db.Reading.SeesAll || recording.ById == db.Reading.Member
            || recording.State == RecordingState.Finished && (recording.SopId == null || db.Sops.Any(sop => sop.Id == recording.SopId)));
        // What was brought in and is nobody's procedure yet says nothing of who may read it.
        builder.Entity<Import>().HasQueryFilter(Name, import => db.Reading.SeesAll || import.MemberId == db.Reading.Member);
        builder.Entity<ImportFile>().HasQueryFilter(Name, file => db.Reading.SeesAll || db.Imports.Any(import => import.Id == file.ImportId));
    }
}
