using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures.Own;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Procedures.Updating;

/// <summary>
/// The template a procedure was made from, in the edition it was made from or last compared with. The text is kept whole: the library that is shipped with the next
/// version holds only the newest edition, and without the old one nobody can say who changed what.
/// </summary>
public sealed class AdoptedTemplate : IEvidenceRow
{
    public required Id<Organization> OrganizationId { get; init; }
    public required Id<Sop> SopId { get; init; }
    /// <summary>Null where it came with the program.</summary>
    public Id<OwnTemplate>? OwnTemplateId { get; init; }
    /// <summary>The file name in the library, without folder.</summary>
    public required string FileName { get; init; }
    public required string Text { get; set; }
    public required string Sha256 { get; set; }
    /// <summary>The edition that somebody did not want to look at now; the next one is offered again.</summary>
    public string? PassedOver { get; set; }

    /// <summary>The edition in the library, where it is another one.</summary>
    public async Task<Template?> Newer(Workbench bench) => (OwnTemplateId is { } own ? await OwnShelf.Find(own, bench) : bench.Library.Named(FileName)) is { } template && template.Sha256 != Sha256 ? template : null;

    /// <summary>The same, unless it was put off.</summary>
    public async Task<Template?> Offered(Workbench bench) => await Newer(bench) is { } template && template.Sha256 != PassedOver ? template : null;
}

sealed class AdoptedTemplateTable : IEntityTypeConfiguration<AdoptedTemplate>
{
    public void Configure(EntityTypeBuilder<AdoptedTemplate> row)
    {
        row.HasKey(adopted => adopted.SopId);
        row.Property(adopted => adopted.FileName).HasMaxLength(300);
        row.Property(adopted => adopted.Sha256).HasMaxLength(64);
        row.Property(adopted => adopted.PassedOver).HasMaxLength(64);
        row.HasOne<OwnTemplate>().WithMany().HasForeignKey(adopted => adopted.OwnTemplateId).OnDelete(DeleteBehavior.Restrict);
        row.HasOne<Sop>().WithMany().HasForeignKey(adopted => adopted.SopId).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>Whose template has improved since.</summary>
static class ImprovedTemplates
{
    const int Most = 20;

    public static async Task<bool> Has(Sop sop, Workbench bench) =>
        !sop.Retired && await bench.Db.AdoptedTemplates.AsNoTracking().SingleOrDefaultAsync(row => row.SopId == sop.Id, bench.Stop) is { } adopted && await adopted.Offered(bench) is not null;

    /// <summary>Only hashes are read: the texts of all procedures would be too much for a page that everybody opens first.</summary>
    public static async Task<IReadOnlyList<Sop>> All(Workbench bench)
    {
        if (bench.By.Permission < Permission.Member) return [];
        var adopted = await bench.Db.AdoptedTemplates.AsNoTracking().Select(row => new { row.SopId, row.OwnTemplateId, row.FileName, row.Sha256, row.PassedOver }).ToListAsync(bench.Stop);
        var own = await bench.Db.OwnTemplates.AsNoTracking().Where(row => !row.IsWithdrawn).Select(row => new { row.Id, row.Sha256 }).ToDictionaryAsync(row => row.Id, row => row.Sha256, bench.Stop);
        var improved = adopted.Where(row => (row.OwnTemplateId is { } id ? own.GetValueOrDefault(id) : bench.Library.Named(row.FileName)?.Sha256) is { } now && now != row.Sha256 && now != row.PassedOver).Select(row => row.SopId).ToList();
        return improved.Count == 0 ? [] : await bench.Db.Sops.AsNoTracking().Where(sop => improved.Contains(sop.Id) && !sop.Retired).OrderBy(sop => sop.Number).Take(Most).ToListAsync(bench.Stop);
    }
}
