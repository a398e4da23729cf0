using Handrail.Core;
using Handrail.Server.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Handrail.Server.Features.People;

/// <summary>A tenant. Everything else belongs to exactly one.</summary>
public sealed class Organization
{
    public required Id<Organization> Id { get; init; }
    public required string Name { get; set; }
    public required Instant FoundedAt { get; init; }
    /// <summary>Invented from beginning to end, and removed whole when nobody needs it any more.</summary>
    public bool IsDemonstration { get; init; }
}

/// <summary>There is one row or none. Its key makes the second of two simultaneous claims fail, on both databases.</summary>
public sealed class Installation
{
    public int Id { get; init; } = 1;
    public required Instant ClaimedAt { get; init; }
}

/// <summary>How somebody signs in. A person's place in an organization is a <see cref="Member"/>.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>Of several places in organizations the one that signing in leads to; null for the first.</summary>
    public Id<Member>? ChosenMemberId { get; set; }
}

/// <summary>What a member may do. Never called "role": a role is a responsibility named in procedures.</summary>
public enum Permission
{
    /// <summary>Reads everything, changes nothing; may suggest a change to those who write.</summary>
    Auditor,
    /// <summary>Reads published procedures, runs them, writes drafts.</summary>
    Member,
    /// <summary>Publishes, and manages members and settings.</summary>
    Administrator,
}

/// <summary>A person in an organization.</summary>
public sealed class Member : IEvidenceRow
{
    public required Id<Member> Id { get; init; }
    public required Id<Organization> OrganizationId { get; init; }
    public required Guid AccountId { get; init; }
    public required string Name { get; set; }
    public required string Email { get; set; }
    public required Permission Permission { get; set; }
    public required Instant JoinedAt { get; init; }
    public Instant? LeftAt { get; set; }
    /// <summary>They want no mail about what waits for them.</summary>
    public bool WithoutReminders { get; set; }

    public const string SubjectPrefix = "member/";
    /// <summary>Its name in the journal.</summary>
    public string Subject => SubjectPrefix + Id;
}

/// <summary>A personal key for programs. Only its SHA-256 is stored.</summary>
public sealed class ApiToken : IEvidenceRow
{
    public required Id<ApiToken> Id { get; init; }
    public required Id<Organization> OrganizationId { get; init; }
    public required Id<Member> MemberId { get; init; }
    public required string Name { get; init; }
    public required byte[] Sha256 { get; init; }
    public required Instant CreatedAt { get; init; }
    public Instant? RevokedAt { get; set; }
}

sealed class PeopleTables : IEntityTypeConfiguration<Installation>, IEntityTypeConfiguration<Organization>, IEntityTypeConfiguration<Member>, IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<Installation> installation) => installation.Property(row => row.Id).ValueGeneratedNever();

    public void Configure(EntityTypeBuilder<Organization> organization) => organization.Property(row => row.Name).HasMaxLength(200);

    public void Configure(EntityTypeBuilder<Member> member)
    {
        member.Property(row => row.Name).HasMaxLength(200);
        member.Property(row => row.Email).HasMaxLength(256);
        member.HasIndex(row => new { row.OrganizationId, row.AccountId }).IsUnique();
        member.HasIndex(row => row.AccountId);
        member.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId).OnDelete(DeleteBehavior.Restrict);
        member.HasOne<Organization>().WithMany().HasForeignKey(row => row.OrganizationId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ApiToken> token)
    {
        token.Property(row => row.Name).HasMaxLength(100);
        token.HasIndex(row => row.Sha256).IsUnique();
        token.HasOne<Member>().WithMany().HasForeignKey(row => row.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}
