using Handrail.Core.Discovery;
using Handrail.Core.Procedures;

namespace Handrail.Core.Compliance;

/// <summary>Everything a library holds, read: the shipped one, or an organization's own.</summary>
/// <param name="Procedures">By path below procedures/: user-account-management/offboard-a-leaver.md.</param>
/// <param name="Unread">Files that could not be read at all; what could not be understood in the others is noted with them.</param>
public sealed record Catalogue(
    IReadOnlyDictionary<string, Procedure> Procedures, IReadOnlyList<Policy> Policies, IReadOnlyList<Pack> Packs, IReadOnlyList<Framework> Frameworks, IReadOnlyList<UnreadFile> Unread)
{
    /// <summary>How one finds out how a family of procedures is done today.</summary>
    public IReadOnlyList<InterviewGuide> Guides { get; init; } = [];

    public static Catalogue Empty { get; } = new(new Dictionary<string, Procedure>(), [], [], [], []);

    /// <summary>Reads the files of a library; what belongs to none of its folders is passed over.</summary>
    /// <param name="files">Paths below the library's folder, with "/", and their texts.</param>
    public static Catalogue Of(IEnumerable<(string Path, string Text)> files)
    {
        var procedures = new SortedDictionary<string, Procedure>(StringComparer.Ordinal);
        var (policies, packs, frameworks, guides, unread) = (new List<Policy>(), new List<Pack>(), new List<Framework>(), new List<InterviewGuide>(), new List<UnreadFile>());
        foreach (var (path, text) in files.OrderBy(file => file.Path, StringComparer.Ordinal))
            switch (path.Split('/')[0], Path.GetExtension(path))
            {
                case ("procedures", ".md"): procedures[path["procedures/".Length..]] = ProcedureReader.Read(text, path); break;
                case ("policies", ".md"): policies.Add(PolicyReader.Read(text, path)); break;
                case ("discovery", ".md"): guides.Add(InterviewGuideReader.Read(text, path)); break;
                case ("packs", ".yaml"): packs.Add(PackReader.Read(text, path)); break;
                case ("frameworks", ".json"):
                    if (Framework.Read(text).Granted(out var framework, out var refusal)) frameworks.Add(framework);
                    else unread.Add(new(path, refusal.Message));
                    break;
            }
        return new(procedures, policies, packs, frameworks, unread) { Guides = guides };
    }

    /// <summary>All controls, as procedures and clauses name them.</summary>
    public IReadOnlySet<string> ControlIds() => Frameworks.SelectMany(framework => framework.Controls.Select(framework.IdOf)).ToHashSet();

    /// <summary>All clauses and policies, as procedures name them: access-control#leavers, access-control.</summary>
    public IReadOnlySet<string> ClauseIds() => Policies.SelectMany(policy => policy.Clauses.Select(policy.IdOf).Append(policy.Id)).ToHashSet();

    /// <summary>The clause a procedure names, with its policy; null when there is none.</summary>
    public (Policy Policy, Clause Clause)? FindClause(string id)
    {
        var parts = id.Split('#', 2);
        return parts.Length == 2 && Policies.FirstOrDefault(policy => policy.Id == parts[0]) is { } policy && policy.Find(parts[1]) is { } clause ? (policy, clause) : null;
    }
}

/// <param name="Why">A sentence.</param>
public sealed record UnreadFile(string Path, string Why);
