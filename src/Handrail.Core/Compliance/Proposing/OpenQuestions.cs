using Handrail.Core.Procedures;

namespace Handrail.Core.Compliance.Proposing;

/// <summary>What the chosen procedures leave to the person who knows: tools without a name, roles without a holder.</summary>
static class OpenQuestions
{
    internal static IReadOnlyList<OpenQuestion> Of(IReadOnlyList<Proposed> chosen, Answers answers) => [.. Tools(chosen, answers), .. Roles(chosen, answers)];

    static IEnumerable<OpenQuestion> Tools(IReadOnlyList<Proposed> chosen, Answers answers)
    {
        var waiting = chosen.SelectMany(proposed => KindsIn(proposed.Procedure).Select(kind => (Kind: kind, proposed.Path))).ToLookup(use => use.Kind, use => use.Path);
        return
            from kind in ToolKind.All
            where waiting.Contains(kind) && (!answers.Tools.TryGetValue(kind.Name, out var tool) || tool is null)
            select new OpenQuestion(QuestionKind.Tool, kind.Name, $"What do you use as {kind.Words}? Where there is none, say what people do instead.", [.. waiting[kind]]);
    }

    static IEnumerable<ToolKind> KindsIn(Procedure procedure) => Placeholders.In(procedure.Source).Select(placeholder => ToolKind.Find(placeholder.Name)).OfType<ToolKind>().Distinct();

    static IEnumerable<OpenQuestion> Roles(IReadOnlyList<Proposed> chosen, Answers answers) => chosen
        .SelectMany(proposed => RolesOf(proposed.Procedure).Select(role => (Role: role, proposed.Path)))
        .Where(use => !answers.Roles.Contains(use.Role, StringComparer.OrdinalIgnoreCase))
        .GroupBy(use => use.Role, use => use.Path, StringComparer.OrdinalIgnoreCase)
        .OrderByDescending(waiting => waiting.Count()).ThenBy(waiting => waiting.Key, StringComparer.Ordinal)
        .Select(waiting => new OpenQuestion(QuestionKind.Role, waiting.Key, $"Who is {waiting.Key}, and who stands in?", [.. waiting]));

    /// <summary>Roles a procedure asks for by name. "Owner of the system" and people the run records are known when it runs.</summary>
    static IEnumerable<string> RolesOf(Procedure procedure)
    {
        var recorded = Placeholders.FieldsOf(procedure).Select(field => Placeholders.Key(field.Label)).ToHashSet();
        return procedure.AllSteps.SelectMany(step => new[] { step.Role, step.VerifiedBy, step.Approval, step.Escalate?.Role }).Append(procedure.Header.Owner).OfType<string>()
            .Where(role => role.Length > 0 && !role.StartsWith("owner of", StringComparison.OrdinalIgnoreCase) && role is not "someone else" && Placeholders.In(role).Count == 0 && !recorded.Contains(Placeholders.Key(role)))
            .Distinct(StringComparer.OrdinalIgnoreCase);
    }
}
