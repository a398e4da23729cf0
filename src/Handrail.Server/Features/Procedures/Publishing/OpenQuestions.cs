using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;
using Handrail.Server.Data;
using Handrail.Server.Features.Environment;

namespace Handrail.Server.Features.Procedures.Publishing;

/// <summary>Placeholders that nothing fills yet: asked for in the form that sends or publishes, and kept for all procedures.</summary>
static class OpenQuestions
{
    /// <summary>The inputs are named by it and the placeholder's key.</summary>
    public const string Prefix = "env-";

    public static IReadOnlyList<string> In(SopView view) => [.. Placeholders.Unresolved(view.Procedure, view.Environment.Keys).Select(placeholder => placeholder.Key).Distinct()];

    public static IReadOnlyDictionary<string, string> Read(IFormCollection form) =>
        form.Where(field => field.Key.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(field => field.Key[Prefix.Length..], field => field.Value.ToString().Trim());

    /// <summary>Keeps the answers within a change that is under way.</summary>
    /// <returns>The view with them, or which one cannot be kept.</returns>
    public static async Task<Outcome<SopView>> Answer(Change change, Workbench bench, SopView view, IReadOnlyDictionary<string, string> answers)
    {
        if (answers.Values.All(value => value.Length == 0)) return view;
        var asked = In(view);
        foreach (var (name, value) in answers.Where(answer => answer.Value.Length > 0 && asked.Contains(answer.Key)))
        {
            if (value.Length > 500) return new Refusal.Invalid(Prefix + name, "At most 500 characters.");
            if (SystemKindWords.AskedBy(name) is { } kind && SystemKindWords.IsNone(value)) return new Refusal.Invalid(Prefix + name, $"A text that names {kind.Spoken} cannot be put in force without one. Name what you use, or write in its steps what people do instead.");
            if (await Values.Answer(bench.Db, change, bench.By, name, value, bench.Stop) is { } refusal) return new Refusal.Invalid(Prefix + name, refusal.Message);
        }
        await bench.Db.SaveChangesAsync(bench.Stop);
        return view with { Environment = await Values.Of(bench.Db, bench.By, view.Revision, bench.Stop) };
    }
}
