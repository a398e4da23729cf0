using System.Text.Json;
using Handrail.Core;
using Handrail.Core.Compliance;
using Handrail.Core.Procedures;
using Handrail.Core.Reviewing;
using Handrail.Server.Features.Procedures;

namespace Handrail.Server.Features.Reviews;

/// <summary>What the clauses and controls that a procedure serves say: the SHA-256 of each by its id, so that it shows when one reads otherwise.</summary>
static class ServedWords
{
    public static IReadOnlyDictionary<string, string> Of(Procedure procedure, Catalogue catalogue) =>
        Now(procedure.Header.Policies.Concat(procedure.Header.Controls).Distinct(), catalogue).Where(served => served.Words is not null).ToDictionary(served => served.Id, served => ProcedureTexts.Hash(served.Words!));

    /// <summary>The reasons for a review that a new edition of policies and standards gives.</summary>
    public static IEnumerable<ReviewTrigger> Changed(IReadOnlyDictionary<string, string> before, Catalogue catalogue, Instant at) =>
        from served in Now(before.Keys, catalogue)
        where served.Words is null || ProcedureTexts.Hash(served.Words) != before[served.Id]
        select new ReviewTrigger(served.Id.Contains(':', StringComparison.Ordinal) ? TriggerKind.Control : TriggerKind.Clause, served.Id, at, served.Name, Detail: served.Words is null ? "is no more" : "reads otherwise");

    public static string Write(IReadOnlyDictionary<string, string> served) => JsonSerializer.Serialize(served);

    public static IReadOnlyDictionary<string, string> Read(string json) => JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];

    /// <summary>What each says and is called; nothing and its id where it is no more.</summary>
    static IEnumerable<(string Id, string? Words, string Name)> Now(IEnumerable<string> ids, Catalogue catalogue)
    {
        var controls = catalogue.Frameworks.SelectMany(framework => framework.Controls.Select(control => (Id: framework.IdOf(control), Words: control.Title, Name: $"{framework.Name} {control.Id}"))).ToLookup(control => control.Id);
        foreach (var id in ids)
            yield return catalogue.FindClause(id) is { } found ? (id, found.Clause.Span.In(found.Policy.Source), $"Clause {found.Clause.NumberAsWritten} of {found.Policy.Title}")
                : controls[id].FirstOrDefault() is { Words: { } words, Name: var name } ? (id, words, name)
                : (id, null, id);
    }
}
