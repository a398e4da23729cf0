using System.Data;
using System.Data.Common;
using Handrail.Core;
using Handrail.Server.Features.Compliance;
using Handrail.Server.Features.Discovery;
using Handrail.Server.Features.Discovery.Recordings;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.Journal;
using Handrail.Server.Features.Mail;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Access;
using Handrail.Server.Features.Procedures.Acknowledging;
using Handrail.Server.Features.Procedures.Control;
using Handrail.Server.Features.Procedures.Importing;
using Handrail.Server.Features.Procedures.Own;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Features.Procedures.Suggesting;
using Handrail.Server.Features.Procedures.Updating;
using Handrail.Server.Features.Procedures.Variants;
using Handrail.Server.Features.Reviews;
using Handrail.Server.Features.Runs;
using Handrail.Server.Features.Settings.Approval;
using Handrail.Server.Features.Settings.Numbering;
using Handrail.Server.Features.ToolChanges;
using Handrail.Server.Files;
using Handrail.Server.Web;
using Handrail.Server.Work;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Data;

/// <summary>
/// All that is stored. One model, two databases: <see cref="SqliteDb"/> and <see cref="PostgresDb"/> differ only in <see cref="ProviderDifferences"/>.
/// Every row of an organization is behind a query filter on <see cref="Tenant"/>; without a tenant nothing is seen. What not everybody in it may read is behind another
/// on <see cref="Reading"/>.
/// </summary>
public abstract class HandrailDb(DbContextOptions options) : IdentityUserContext<Account, Guid>(options), IDataProtectionKeyContext
{
    /// <summary>The organization whose rows this context sees. Set once per request from the signed-in member.</summary>
    public Id<Organization> Tenant { get; set; }

    /// <summary>For whom it reads: see <see cref="ReaderFilter"/>. Set together with <see cref="Tenant"/>, once per request.</summary>
    public Reading Reading { get; private set; } = Reading.ForTheServer;

    /// <summary>From now on this context sees what the member may see, and nothing else.</summary>
    internal void ReadFor(CurrentMember member, Reading reading) => (Tenant, Reading) = (member.OrganizationId, reading);

    /// <summary>
    /// For what a member sets off without reading it, such as the next free number, or a run above theirs that goes on when theirs has ended. Nothing that is read
    /// until it is disposed may be shown to them.
    /// </summary>
    internal IDisposable ReadUnseen()
    {
        var before = Reading;
        Reading = Reading.ForTheServer;
        return new Ending(() => Reading = before);
    }

    /// <summary>Whether the database itself lets the rows of every organization through; see <see cref="LookAcross"/>.</summary>
    internal bool SeesAll { get; private set; }

    /// <summary>
    /// For the few questions that come before it is known who asks, and for work that belongs to no organization. Until it is disposed, PostgreSQL does not
    /// keep organizations apart on this context; a query still has to say IgnoreQueryFilters. Ends no later than the request or scope.
    /// </summary>
    internal IDisposable LookAcross()
    {
        SeesAll = true;
        return new Ending(() => SeesAll = false);
    }

    sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    /// <summary>Told of every entry after its commit, and what else outlives a request.</summary>
    internal AcrossRequests Across { get; private set; } = new(new(), new(), null, null, null);

    /// <summary>Commands whose statements the connection of the moment has parsed already; null where the driver sees to that.</summary>
    internal Dictionary<string, DbCommand>? Prepared { get; set; }

    /// <summary>The change under way, when there is one; rows that bear evidence are saved only through it.</summary>
    internal Change? Change { get; set; }

    /// <summary>Contexts are used again, because making one takes as long as several queries: each request gets one that belongs to nobody yet.</summary>
    internal HandrailDb ForNewRequest(AcrossRequests across)
    {
        // Whose rows may be touched is said when a connection is opened; one that was left open would still say whose it was before.
        if (Database.GetDbConnection().State != ConnectionState.Closed) throw new InvalidOperationException("A context was given back with its connection open.");
        (Tenant, Reading, SeesAll, Change, Across) = (default, Reading.ForTheServer, false, null, across);
        return this;
    }

    public DbSet<Installation> Installations => Set<Installation>();
    public DbSet<Organization> Organizations => Set<Organization>();
    public DbSet<Member> Members => Set<Member>();
    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();
    public DbSet<Role> Roles => Set<Role>();
    public DbSet<RoleHolder> RoleHolders => Set<RoleHolder>();
    public DbSet<Group> Groups => Set<Group>();
    public DbSet<GroupMember> GroupMembers => Set<GroupMember>();
    public DbSet<Sop> Sops => Set<Sop>();
    public DbSet<Revision> Revisions => Set<Revision>();
    public DbSet<RevisionImage> RevisionImages => Set<RevisionImage>();
    public DbSet<RevisionReader> RevisionReaders => Set<RevisionReader>();
    public DbSet<AdoptedTemplate> AdoptedTemplates => Set<AdoptedTemplate>();
    public DbSet<Variant> Variants => Set<Variant>();
    public DbSet<OwnTemplate> OwnTemplates => Set<OwnTemplate>();
    public DbSet<OwnTemplateImage> OwnTemplateImages => Set<OwnTemplateImage>();
    public DbSet<OwnPack> OwnPacks => Set<OwnPack>();
    public DbSet<RevisionContributor> RevisionContributors => Set<RevisionContributor>();
    public DbSet<StepAuthor> StepAuthors => Set<StepAuthor>();
    public DbSet<RevisionReviewer> RevisionReviewers => Set<RevisionReviewer>();
    public DbSet<ReviewedStep> ReviewedSteps => Set<ReviewedStep>();
    public DbSet<Remark> Remarks => Set<Remark>();
    public DbSet<RevisionSignature> RevisionSignatures => Set<RevisionSignature>();
    public DbSet<Acknowledgement> Acknowledgements => Set<Acknowledgement>();
    public DbSet<SopRecipient> SopRecipients => Set<SopRecipient>();
    public DbSet<PrintedCopy> PrintedCopies => Set<PrintedCopy>();
    public DbSet<Suggestion> Suggestions => Set<Suggestion>();
    public DbSet<ApprovalRuleRow> ApprovalRules => Set<ApprovalRuleRow>();
    public DbSet<FamilyPrefix> FamilyPrefixes => Set<FamilyPrefix>();
    public DbSet<Deputy> Deputies => Set<Deputy>();
    public DbSet<Run> Runs => Set<Run>();
    public DbSet<TriedText> TriedTexts => Set<TriedText>();
    public DbSet<Review> Reviews => Set<Review>();
    public DbSet<ReviewOutlook> ReviewOutlooks => Set<ReviewOutlook>();
    public DbSet<OwnPolicy> OwnPolicies => Set<OwnPolicy>();
    public DbSet<PolicyRevision> PolicyRevisions => Set<PolicyRevision>();
    public DbSet<MeasuredRun> MeasuredRuns => Set<MeasuredRun>();
    public DbSet<Serving> Servings => Set<Serving>();
    public DbSet<RunFile> RunFiles => Set<RunFile>();
    public DbSet<InterviewSheet> InterviewSheets => Set<InterviewSheet>();
    public DbSet<Recording> Recordings => Set<Recording>();
    public DbSet<RecordingFile> RecordingFiles => Set<RecordingFile>();
    public DbSet<EnvironmentValue> EnvironmentValues => Set<EnvironmentValue>();
    public DbSet<InventorySystem> Systems => Set<InventorySystem>();
    public DbSet<ToolChange> ToolChanges => Set<ToolChange>();
    public DbSet<ToolChangeDraft> ToolChangeDrafts => Set<ToolChangeDraft>();
    public DbSet<SeenToolChange> SeenToolChanges => Set<SeenToolChange>();
    public DbSet<Contact> Contacts => Set<Contact>();
    public DbSet<WorkingHours> WorkingHours => Set<WorkingHours>();
    public DbSet<OutgoingMessage> OutgoingMessages => Set<OutgoingMessage>();
    public DbSet<Reminded> Reminded => Set<Reminded>();
    public DbSet<Import> Imports => Set<Import>();
    public DbSet<ImportFile> ImportFiles => Set<ImportFile>();
    public DbSet<StoredFile> StoredFiles => Set<StoredFile>();
    public DbSet<JournalHead> JournalHeads => Set<JournalHead>();
    public DbSet<JournalRow> JournalRows => Set<JournalRow>();
    public DbSet<JournalTile> JournalTiles => Set<JournalTile>();
    public DbSet<SignedHead> SignedHeads => Set<SignedHead>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => Conversions.Configure(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Account>().ToTable("Accounts");
        builder.ApplyConfigurationsFromAssembly(typeof(HandrailDb).Assembly);
        foreach (var type in builder.Model.GetEntityTypes().Where(type => typeof(ITenantRow).IsAssignableFrom(type.ClrType)))
            TenantFilter.Apply(builder, type.ClrType, this);
        ReaderFilter.Apply(builder, this);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        EvidenceGuard.Check(this);
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        EvidenceGuard.Check(this);
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }
}

public sealed class SqliteDb(DbContextOptions<SqliteDb> options) : HandrailDb(options);

public sealed class PostgresDb(DbContextOptions<PostgresDb> options) : HandrailDb(options);

/// <param name="Writer">Null where the database lets several write at once.</param>
/// <param name="Reviews">Null where nobody serves.</param>
/// <param name="Limits">Null where nobody serves.</param>
sealed record AcrossRequests(LiveFeed Feed, RunsInHand Runs, SqliteWriter? Writer, ReviewFollower? Reviews, MeasureRuns? Limits);
