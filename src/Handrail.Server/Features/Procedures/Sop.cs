using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Comparing;
using Handrail.Core.Publishing;
using Handrail.Core.Publishing.Access;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Procedures;

/// <summary>
/// A procedure as the organization keeps it: its number, its revisions, which of them is in force.
/// (<see cref="Core.Procedures.Procedure"/> is one text as read.)
/// </summary>
public sealed class Sop : IEvidenceRow
{
    public required Id<Sop> Id { get; init; }
    public required Id<Organization> OrganizationId { get; init; }
    /// <summary>14 is shown as SOP-014. One number, one procedure and its variants: the prefix does not make it another.</summary>
    public required int Number { get; init; }
    /// <summary>What tells a variant from its base: LAB in SOP-014-LAB. Empty for every other procedure.</summary>
    public string Suffix { get; init; } = "";
    /// <summary>What the number begins with, as it was set for the family when the procedure was added.</summary>
    public string Prefix { get; init; } = Labels.UsualPrefix;
    /// <summary>The file name it came from, without folder: what links between procedures name.</summary>
    public required string FileName { get; init; }
    /// <summary>Of the published revision, else of the draft.</summary>
    public required string Title { get; set; }
    public required string Family { get; set; }
    public required string Owner { get; set; }
    /// <summary>As the text says; decides which approval rule holds.</summary>
    public string Classification { get; set; } = "";
    /// <summary>That of the text which says who may read the procedure, see <see cref="GoverningId"/>.</summary>
    public Secrecy Secrecy { get; set; }
    /// <summary>The one that is being worked on, else the one in force.</summary>
    public required Id<Revision> LatestId { get; set; }
    public Id<Revision>? PublishedId { get; set; }
    /// <summary>
    /// The text in force, else the draft. A column of its own that is written by itself: under row-level security PostgreSQL asks no index for what a row is worth, only for
    /// what stands in it.
    /// </summary>
    public Id<Revision> GoverningId { get => PublishedId ?? LatestId; private set { } }
    public Instant? PublishedAt { get; set; }
    /// <summary>
    /// Whoever acknowledged this version or a later one need not acknowledge the one in force: the last one with a material change, because an editorial one asks
    /// nobody again. Null before the first.
    /// </summary>
    public int? AcknowledgedFrom { get; set; }
    public Instant? ReviewDueAt { get; set; }
    public Instant? LastRunAt { get; set; }
    public required Instant AddedAt { get; init; }
    public bool Retired { get; set; }

    public string Label => Labels.Sop(Prefix, Number, Suffix);
    /// <summary>Its name in the journal.</summary>
    public string Subject => "procedure/" + Label;
}

static class SopNumbers
{
    /// <summary>The one with this number.</summary>
    public static IQueryable<Sop> Numbered(this IQueryable<Sop> sops, SopNumber number) => sops.Where(sop => sop.Number == number.Number && sop.Suffix == number.Suffix);

    /// <summary>Variants behind their base.</summary>
    public static IOrderedQueryable<Sop> ByNumber(this IQueryable<Sop> sops) => sops.OrderBy(sop => sop.Number).ThenBy(sop => sop.Suffix);
}

/// <summary>
/// One text of a procedure. Invariant: while <see cref="State"/> is not Draft, <see cref="Text"/>, <see cref="Sha256"/>, <see cref="FrozenEnvironment"/> and the images
/// do not change; from Published on they never change again.
/// </summary>
public sealed class Revision : IEvidenceRow
{
    public required Id<Revision> Id { get; init; }
    public required Id<Organization> OrganizationId { get; init; }
    public required Id<Sop> SopId { get; init; }
    /// <summary>1, 2, ... in the order of creation; shown as v1, v2.</summary>
    public required int Number { get; init; }
    public required RevisionState State { get; set; }
    public required string Text { get; set; }
    /// <summary>Of the UTF-8 bytes of <see cref="Text"/>, hex.</summary>
    public required string Sha256 { get; set; }
    public required string Title { get; set; }
    /// <summary>As its text is classified.</summary>
    public Secrecy Secrecy { get; set; }
    public required Id<Member> AuthorId { get; init; }
    public required Instant CreatedAt { get; init; }
    public required Instant ChangedAt { get; set; }
    public Id<Member>? PublishedById { get; set; }
    public Instant? PublishedAt { get; set; }
    /// <summary>When it was no longer in force: superseded or retired.</summary>
    public Instant? SupersededAt { get; set; }
    public string Summary { get; set; } = "";
    /// <summary>The values of the placeholders as they were when it was sent for review or published, as JSON; null while a draft.</summary>
    public string? FrozenEnvironment { get; set; }

    /// <summary>The revision whose text it began with.</summary>
    public int? BasedOn { get; init; }
    /// <summary>Counts how often it was sent for review: signatures are of one round.</summary>
    public int Round { get; set; }
    /// <summary>What brought it into its state, for whoever comes second.</summary>
    public required RevisionAct MovedThrough { get; set; }
    public required Id<Member> MovedById { get; set; }
    public required Instant MovedAt { get; set; }
    /// <summary>Whether people have to take notice of the change.</summary>
    public Weight Weight { get; set; } = Weight.Material;
    /// <summary>When it comes into force once it is approved; null for at once.</summary>
    public Instant? EffectiveAt { get; set; }
    /// <summary>What signatures bind, see <see cref="RevisionSeal"/>; null while a draft.</summary>
    public string? Seal { get; set; }
    /// <summary>How it was approved, in words; also that it was not. It names everybody who signed, so its length has no limit of its own.</summary>
    public string? Approval { get; set; }

    public void Move(RevisionAct act, Id<Member> by, Instant at) => (State, MovedThrough, MovedById, MovedAt) = (RevisionLife.After(State, act), act, by, at);
}

/// <summary>An image a revision's text names, by the path it names it with.</summary>
public sealed class RevisionImage : IEvidenceRow
{
    public required Id<Organization> OrganizationId { get; init; }
    public required Id<Revision> RevisionId { get; init; }
    public required string Path { get; init; }
    public required string Sha256 { get; set; }
}

sealed class ProcedureTables : IEntityTypeConfiguration<Sop>, IEntityTypeConfiguration<Revision>, IEntityTypeConfiguration<RevisionImage>
{
    public void Configure(EntityTypeBuilder<Sop> sop)
    {
        sop.Property(row => row.Title).HasMaxLength(300);
        sop.Property(row => row.Family).HasMaxLength(100);
        sop.Property(row => row.Owner).HasMaxLength(200);
        sop.Property(row => row.Prefix).HasMaxLength(Labels.LongestPrefix);
        sop.Property(row => row.Classification).HasMaxLength(100);
        sop.Property(row => row.FileName).HasMaxLength(300);
        sop.Property(row => row.GoverningId).UsePropertyAccessMode(PropertyAccessMode.Property);
        sop.Property(row => row.Suffix).HasMaxLength(VariantSuffix.Longest);
        sop.HasIndex(row => new { row.OrganizationId, row.Number, row.Suffix }).IsUnique();
        sop.HasIndex(row => new { row.OrganizationId, row.Title });
        sop.HasIndex(row => new { row.OrganizationId, row.FileName });
        sop.HasIndex(row => new { row.OrganizationId, row.Retired, row.Family });
        sop.HasIndex(row => new { row.OrganizationId, row.Retired, row.Owner });
    }

    public void Configure(EntityTypeBuilder<Revision> revision)
    {
        revision.Property(row => row.Title).HasMaxLength(300);
        revision.Property(row => row.Sha256).HasMaxLength(64);
        revision.Property(row => row.Summary).HasMaxLength(2000);
        revision.Property(row => row.Seal).HasMaxLength(64);
        revision.HasIndex(row => new { row.State, row.EffectiveAt });
        revision.HasIndex(row => new { row.SopId, row.Number }).IsUnique();
        revision.HasOne<Sop>().WithMany().HasForeignKey(row => row.SopId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<RevisionImage> image)
    {
        image.Property(row => row.Path).HasMaxLength(500);
        image.Property(row => row.Sha256).HasMaxLength(64);
        image.HasKey(row => new { row.RevisionId, row.Path });
        image.HasIndex(row => row.Sha256);
        image.HasOne<Revision>().WithMany().HasForeignKey(row => row.RevisionId).OnDelete(DeleteBehavior.Restrict);
    }
}
