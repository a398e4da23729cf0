using Handrail.Core.Procedures;

namespace Handrail.Core.Compliance.Proposing;

/// <summary>A policy that procedures name, and how much of it they carry out.</summary>
/// <param name="Served">The clauses they name, in the order of the policy.</param>
/// <param name="By">The procedures that name it, in the order they were given.</param>
public sealed record ServedPolicy(Policy Policy, IReadOnlyList<Clause> Served, IReadOnlyList<Procedure> By)
{
    // A working default: below it a policy is mostly promises that nobody here has a procedure to keep.
    const int OneIn = 3;

    /// <summary>Whether enough of it is carried out to sign it: its first clause, which says what it is about, or a third of all.</summary>
    public bool IsWorthTaking => Served.Contains(Policy.Clauses[0]) || Served.Count * OneIn >= Policy.Clauses.Count;

    /// <summary>How much of it is carried out, as a sentence.</summary>
    public string Words => $"{Served.Count} of its {Policy.Clauses.Count} clauses {(Served.Count == 1 ? "is" : "are")} served, by {Sentence.List([.. By.Select(procedure => $"“{procedure.Title}”")], most: 2)}.";
}

/// <summary>Which policies go with a set of procedures.</summary>
public static class ServedPolicies
{
    /// <returns>Every policy of the library that one of the procedures names a clause of, worth taking or not.</returns>
    public static IReadOnlyList<ServedPolicy> Of(IEnumerable<Procedure> procedures, Catalogue catalogue)
    {
        var naming = procedures.SelectMany(procedure => procedure.Header.Policies.Select(clause => (Clause: clause, Procedure: procedure))).ToLookup(name => name.Clause, name => name.Procedure);
        return [.. catalogue.Policies.Select(policy => Of(policy, naming)).Where(served => served.Served.Count > 0)];
    }

    static ServedPolicy Of(Policy policy, ILookup<string, Procedure> naming)
    {
        var served = policy.Clauses.Where(clause => naming.Contains(policy.IdOf(clause))).ToList();
        var by = served.SelectMany(clause => naming[policy.IdOf(clause)]).ToHashSet();
        return new(policy, served, [.. naming.SelectMany(name => name).Distinct().Where(by.Contains)]);
    }
}
