using System.Collections.Concurrent;
using Handrail.Core;
using Handrail.Server.Features.People;
using Handrail.Server.Work;

namespace Handrail.Server.Features.Procedures.Editor;

/// <param name="Step">The anchor of the step that is open; empty when none is, <see cref="Source"/> for the text as a whole.</param>
public sealed record EditorHere(Id<Member> Member, string Name, string Step)
{
    /// <summary>No anchor is written like this.</summary>
    public const string Source = "*";
}

/// <summary>
/// Who has which draft open, as long as their browser keeps its stream. It is known to this server alone and written down nowhere: with several servers, each
/// shows those who are connected to it.
/// </summary>
public sealed class Editors(LiveFeed feed)
{
    readonly ConcurrentDictionary<(Id<Organization>, string Subject), ConcurrentDictionary<Guid, EditorHere>> _here = new();

    /// <summary>The name under which listeners hear who comes and goes.</summary>
    public static string Subject(string sop) => $"editors/{sop}";

    /// <summary>Until it is disposed.</summary>
    public IDisposable Enter(Id<Organization> organization, string sop, EditorHere who)
    {
        var (all, key) = (_here.GetOrAdd((organization, sop), _ => new()), Guid.CreateVersion7());
        all[key] = who;
        feed.Publish(organization, Subject(sop), 0);
        return new Leaving(() =>
        {
            all.TryRemove(key, out _);
            feed.Publish(organization, Subject(sop), 0);
        });
    }

    /// <summary>Everybody but this one, each once, the step they opened last.</summary>
    public IReadOnlyList<EditorHere> Others(Id<Organization> organization, string sop, Id<Member> me) => !_here.TryGetValue((organization, sop), out var all) ? []
        : [.. all.OrderByDescending(here => here.Key).Select(here => here.Value).Where(here => here.Member != me).DistinctBy(here => here.Member).OrderBy(here => here.Name, StringComparer.CurrentCulture)];

    sealed class Leaving(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
