namespace Handrail.Core.Api;

/// <summary>The run that a record file became.</summary>
/// <param name="Number">For example R-1042.</param>
public sealed record ImportedRun(string Number, string Title);
