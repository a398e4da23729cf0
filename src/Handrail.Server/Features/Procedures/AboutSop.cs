using Handrail.Core;
using Handrail.Core.Publishing.Access;
using Handrail.Core.Reviewing;
using Handrail.Server.Features.Procedures.Acknowledging;
using Handrail.Server.Features.Procedures.Comparing;
using Handrail.Server.Features.Procedures.Control;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Features.Procedures.Updating;
using Handrail.Server.Features.Procedures.Variants;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures;

/// <param name="Revision">The number of the version that was judged.</param>
public sealed record LastReview(Instant At, ReviewVerdict Verdict, int Revision, string By);

/// <summary>A controlled copy, and who answers for it.</summary>
public sealed record IssuedCopy(PrintedCopy Copy, string By);

/// <summary>What the page of a procedure shows around its text.</summary>
/// <param name="Dossier">Of a revision that is being worked on: whose turn it is.</param>
/// <param name="Authors">Who wrote this revision.</param>
/// <param name="LastReview">Null before the first.</param>
/// <param name="Address">Where the version in force is found, for the printed copy.</param>
public sealed record AboutSop(SopView View, CurrentMember Member, Dossier? Dossier, int OpenSuggestions, IReadOnlyList<string> Authors, LastReview? LastReview, Instant Now, string Address)
{
    /// <summary>What this was made from and follows, as far as the reader may know.</summary>
    public Original? Original { get; init; }

    /// <summary>Of a variant: from its base to this text.</summary>
    public Difference? Difference { get; init; }

    /// <summary>Its reader is among those whom the version in force lets run it, or write in it.</summary>
    public bool MayRun { get; init; }
    public bool MayWrite { get; init; }

    public Circle Runners => Circle.OfRunners(View.Procedure.Header);
    public Circle Writers => Circle.OfWriters(View.Procedure.Header, null);

    /// <summary>Those that follow this one.</summary>
    public IReadOnlyList<VariantRow> Variants { get; init; } = [];

    public Distinction? Distinction => this is { Original: FollowedBase followed, Difference: { } difference } ? Distinction.Of(followed.Base.Label, Links.Difference(View.Sop.Label, View.IsInForce ? null : View.Revision.Number), difference.Comparison) : null;

    /// <summary>The controlled copy that the page is printed as; null for a page that is simply printed.</summary>
    public IssuedCopy? Copy { get; init; }

    /// <summary>What changed for its reader; null where nothing did, or they know no earlier version.</summary>
    public MyDifference? Since { get; init; }

    /// <summary>Where its reader stands with the version in force; null on the page of any other.</summary>
    public MyAcknowledgement? Acknowledgement { get; init; }

    /// <summary>A printed copy is trusted for the day it was printed; after that somebody looks whether it still holds.</summary>
    public Instant UncontrolledAfter => Now + TimeSpan.FromHours(24);

    public static Task<LastReview?> LastReviewOf(SopView view, Workbench bench) =>
        (from review in bench.Db.Reviews
         join member in bench.Db.Members on review.ReviewerId equals member.Id
         where review.SopId == view.Sop.Id
         orderby review.At descending
         select new LastReview(review.At, review.Verdict, review.Revision, member.Name)).FirstOrDefaultAsync(bench.Stop);

    public static async Task<IReadOnlyList<string>> PeopleOf(SopView view, Workbench bench) =>
        await (from contributor in bench.Db.RevisionContributors
               join member in bench.Db.Members on contributor.MemberId equals member.Id
               where contributor.RevisionId == view.Revision.Id
               orderby contributor.At
               select member.Name).ToListAsync(bench.Stop);
}
