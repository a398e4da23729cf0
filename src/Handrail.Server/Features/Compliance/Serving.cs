using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.Compliance;

public enum ServedKind { Clause, Control }

/// <summary>
/// That a procedure says it serves a clause of a policy or a control of a standard. It says so in its text in force, or in its draft where nothing is in force; the rows are
/// written in the change that makes a text this one, so that nobody has to read all texts to know.
/// </summary>
public sealed class Serving : IEvidenceRow
{
    const int LongestName = 300;

    public required Id<Organization> OrganizationId { get; init; }
    public required Id<Sop> SopId { get; init; }
    public required ServedKind Kind { get; init; }
    /// <summary>The policy or the standard: "access-control", "iso27001".</summary>
    public required string Of { get; init; }
    /// <summary>As the text names it: "access-control#leavers", "iso27001:A.5.18".</summary>
    public required string Name { get; init; }

    /// <summary>Call it when the procedure says already which of its revisions is in force. What is longer than any name that exists is left out.</summary>
    public static async Task Write(HandrailDb db, Sop sop, Procedure procedure, CancellationToken stop)
    {
        var named = procedure.Header.Policies.Select(clause => (ServedKind.Clause, Name: clause)).Concat(procedure.Header.Controls.Select(control => (ServedKind.Control, Name: control)))
            .Where(served => served.Name.Length <= LongestName).ToHashSet();
        var rows = await db.Servings.Where(row => row.SopId == sop.Id).ToListAsync(stop);
        db.Servings.RemoveRange(rows.Where(row => !named.Contains((row.Kind, row.Name))));
        db.Servings.AddRange(named.Except(rows.Select(row => (row.Kind, row.Name))).Select(served => new Serving { OrganizationId = sop.OrganizationId, SopId = sop.Id, Kind = served.Item1, Of = Whose(served.Name), Name = served.Name }));
    }

    /// <summary>The ids of the policies that procedures the reader may know of say they serve.</summary>
    public static IQueryable<string> Policies(HandrailDb db) =>
        FilterChoices.Different(db, "Servings", nameof(Kind), (int)ServedKind.Clause, nameof(Of)).Where(name => db.Servings.Where(row => row.Kind == ServedKind.Clause && row.Of == name && db.Sops.Any(sop => sop.Id == row.SopId && !sop.Retired)).Skip(FilterChoices.Nothing).Any());

    /// <summary>The policy of a clause, the standard of a control.</summary>
    public static string Whose(string name) => name.Split('#', ':')[0];

    internal sealed class Table : IEntityTypeConfiguration<Serving>
    {
        public void Configure(EntityTypeBuilder<Serving> serving)
        {
            serving.HasKey(row => new { row.SopId, row.Kind, row.Name });
            serving.Property(row => row.Of).HasMaxLength(LongestName);
            serving.Property(row => row.Name).HasMaxLength(LongestName);
            serving.HasIndex(row => new { row.OrganizationId, row.Kind, row.Of, row.SopId });
            serving.HasOne<Sop>().WithMany().HasForeignKey(row => row.SopId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
