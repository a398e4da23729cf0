using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;

namespace Handrail.Core.Compliance.Proposing;

/// <summary>What the chosen procedures leave to the person who knows: tools without a name, roles without a holder.</summary>
static class OpenQuestions
{
    internal static IReadOnlyList<OpenQuestion> Of(IReadOnlyList<Proposed> chosen, Answers answers) => [.. Tools(chosen, answers), .. Roles(chosen, answers)];

    static IEnumerable<OpenQuestion> Tools(IReadOnlyList<Proposed> chosen, Answers answers)
    {
        var waiting = chosen.SelectMany(proposed => KindsIn(proposed.Procedure).Select(kind => (Kind: kind, proposed.Path))).ToLookup(use => use.Kind, use => use.Path);
        return
            from kind in SystemKindWords.Asked
            where waiting.Contains(kind) && (!answers.Tools.TryGetValue(kind.Name, out var tool) || tool is null)
            select new OpenQuestion(QuestionKind.Tool, kind.Name, $"What do you use as {kind.Spoken}? Where there is none, say what people do instead.", [.. waiting[kind]]) { Missing = answers.Tools.ContainsKey(kind.Name) ? kind.Spoken : null };
    }

    static IEnumerable<SystemKindWords> KindsIn(Procedure procedure) => Placeholders.In(procedure.Source).Select(placeholder => SystemKindWords.AskedBy(placeholder.Name)).OfType<SystemKindWords>().Distinct();

    static IEnumerable<OpenQuestion> Roles(IReadOnlyList<Proposed> chosen, Answers answers) => chosen
        .SelectMany(proposed => RoleNames.In(proposed.Procedure).Select(use => use.Name).Distinct(StringComparer.OrdinalIgnoreCase).Select(role => (Role: role, proposed.Path)))
        .Where(use => !answers.Roles.Contains(use.Role, StringComparer.OrdinalIgnoreCase))
        .GroupBy(use => use.Role, use => use.Path, StringComparer.OrdinalIgnoreCase)
        .OrderByDescending(waiting => waiting.Count()).ThenBy(waiting => waiting.Key, StringComparer.Ordinal)
        .Select(waiting => new OpenQuestion(QuestionKind.Role, waiting.Key, $"Who is {waiting.Key}, and who stands in?", [.. waiting]));
}
