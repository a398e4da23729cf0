using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures.Own;
using Handrail.Server.Files;
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

/// <summary>A template of the library, as the original of a procedure.</summary>
sealed record OriginalTemplate(AdoptedTemplate Adopted, Template? Improved) : Original(Adopted.Text, Improved is null ? null : new(Improved.FileName, Improved.Procedure.Source, Improved.Sha256), Improved is not null && Improved.Sha256 == Adopted.PassedOver)
{
    public override UpdateWords Words => UpdateWords.OfTemplate;

    public static async Task<OriginalTemplate> Of(AdoptedTemplate adopted, Workbench bench) =>
        new(adopted, (adopted.OwnTemplateId is { } own ? await OwnShelf.Find(own, bench) : bench.Library.Named(adopted.FileName)) is { } template && template.Sha256 != adopted.Sha256 ? template : null);

    public override Task<IReadOnlyDictionary<string, string>> Pictures(Workbench bench) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>((Improved?.Pictures ?? new Dictionary<string, FileContent>()).ToDictionary(picture => picture.Key, picture => picture.Value.Sha256));

    public override Fact Take(Sop sop, int revision, IReadOnlyList<string> taken, IReadOnlyList<string> left)
    {
        if (Newer is not { } edition) throw new InvalidOperationException("There is no newer edition of the template to be taken.");
        (Adopted.Text, Adopted.Sha256, Adopted.PassedOver) = (edition.Text, edition.Sha256, null);
        return new TemplateTaken(sop.Label, revision, edition.Name, edition.Sha256, taken, left);
    }

    public override Fact PassOver(Sop sop)
    {
        if (Newer is not { } edition) throw new InvalidOperationException("There is no newer edition of the template to be put off.");
        Adopted.PassedOver = edition.Sha256;
        return new TemplatePassedOver(sop.Label, edition.Name, edition.Sha256);
    }
}
