namespace Handrail.Core.Api;

/// <summary>A procedure in force that wants a review.</summary>
/// <param name="DueAt">The day its interval sets.</param>
/// <param name="WantedAt">From when on it waits for somebody: its day, or the first reason before that.</param>
/// <param name="Reasons">What asks for it besides the day, each a sentence.</param>
/// <param name="Asked">Who is to do it.</param>
public sealed record ReviewSummary(string Number, string Title, string Family, string Owner, int Version, Instant DueAt, Instant WantedAt, IReadOnlyList<string> Reasons, IReadOnlyList<string> Asked);

/// <param name="Since">What happened after this moment counts: the last review, or the publication after it.</param>
/// <param name="WhyNot">Why you may not review it; absent when you may.</param>
/// <param name="Seen">To be sent back with the verdict, so that nobody judges what has changed meanwhile.</param>
/// <param name="Past">The latest first.</param>
public sealed record ReviewDetail(string Number, string Title, int Version, Instant Since, Instant DueAt, IReadOnlyList<string> Reasons, string? WhyNot, string Seen, IReadOnlyList<ReviewRecord> Past);

/// <param name="Verdict">Keep, Revise or Retire.</param>
/// <param name="Capacity">In which the reviewer judged it.</param>
/// <param name="Draft">The version that carries the findings.</param>
public sealed record ReviewRecord(int Version, string Verdict, string By, string Capacity, Instant At, string? Remark, IReadOnlyList<string> Reasons, Instant? DueAt, int? Draft);

/// <param name="Verdict">Keep, Revise or Retire.</param>
/// <param name="Seen">As the last answer about this review said.</param>
/// <param name="Remark">Needed but where it is kept and nothing asked for the review besides its day.</param>
public sealed record NewReview(string Verdict, string Seen, string? Remark = null);
