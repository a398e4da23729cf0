namespace Handrail.Core.Api;

/// <summary>One procedure that an import made.</summary>
/// <param name="Number">For example SOP-014.</param>
/// <param name="Errors">Lint findings that stop its publication.</param>
public sealed record ImportedProcedure(string Number, string Title, int Steps, int Errors, int Warnings);
