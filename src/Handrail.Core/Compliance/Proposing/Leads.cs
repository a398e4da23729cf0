using Handrail.Core.Procedures;

namespace Handrail.Core.Compliance.Proposing;

/// <summary>Which procedures a procedure sends people to.</summary>
static class Leads
{
    /// <summary>Paths of the procedures it runs within a step, or starts.</summary>
    internal static IReadOnlySet<string> From(Catalogue catalogue, string path) =>
        catalogue.Procedures[path].AllSteps.SelectMany(step => Links(step).Select(link => Resolve(path, link))).Where(catalogue.Procedures.ContainsKey).ToHashSet();

    /// <summary>Paths of the procedures whose run a step waits for: without them it cannot be done as written.</summary>
    internal static IReadOnlySet<string> RunBy(Catalogue catalogue, string path) =>
        catalogue.Procedures[path].AllSteps.Select(step => step.Run).OfType<ProcedureLink>().Select(link => Resolve(path, link)).Where(catalogue.Procedures.ContainsKey).ToHashSet();

    static IEnumerable<ProcedureLink> Links(Step step) =>
        step.Answers.Select(answer => answer.Exit).Append(step.IfItFails).OfType<Exit.Start>().Select(exit => exit.Procedure).Concat(step.Run is { } run ? [run] : []);

    static string Resolve(string path, ProcedureLink link) => RelativePath.From(path[..Math.Max(0, path.LastIndexOf('/'))], Uri.UnescapeDataString(link.Target.Split('#', '?')[0]));
}
