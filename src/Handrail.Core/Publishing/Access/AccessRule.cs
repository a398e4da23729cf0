namespace Handrail.Core.Publishing.Access;

/// <summary>What names somebody as a reader.</summary>
public enum ReaderGround
{
    /// <summary>The audience in the text: a group, the holders of a role, a member.</summary>
    Audience,
    /// <summary>They hold the role that owns it.</summary>
    Owner,
    /// <summary>They hold a role whose signature its approval rule asks for.</summary>
    Approver,
    /// <summary>They changed a word of it.</summary>
    Writer,
    /// <summary>They were asked to walk through it.</summary>
    Reviewer,
}

/// <param name="Key">Of a group or role (see <see cref="Procedures.Placeholders.Key"/>), or the id of a member.</param>
public sealed record NamedReader(ReaderGround Ground, string Key)
{
    /// <summary>Whoever works on the next version has to know what is in force.</summary>
    public bool Works => Ground is ReaderGround.Approver or ReaderGround.Writer or ReaderGround.Reviewer;
}

/// <summary>Somebody who may want to read.</summary>
/// <param name="Names">The keys of the groups they are in and of the roles they hold or stand in for, each in words: "group Clinic staff".</param>
public sealed record Reader(string Id, bool MayWrite, bool IsAdministrator, IReadOnlyDictionary<string, string> Names)
{
    /// <summary>What they read without being named.</summary>
    public Secrecy Clearance => IsAdministrator ? Secrecy.Secret : MayWrite ? Secrecy.Open : Secrecy.Restricted;
}

/// <summary>
/// Who may read a text, and why. Lists and pages are held to the same rule by the database (ReaderFilter in the server); a test compares the two for everybody.
/// Administrators read everything: who can put anybody into any group could let themselves in, and an organization must not lock itself out.
/// </summary>
public static class AccessRule
{
    /// <returns>The grounds in plain words; empty for whoever may not.</returns>
    public static IReadOnlyList<string> WhyReads(Secrecy secrecy, IEnumerable<NamedReader> named, Reader reader) =>
        [.. named.OrderBy(name => name.Ground).Select(name => InWords(name, reader)).Append(ByClearance(secrecy, reader)).OfType<string>().Distinct()];

    /// <returns>Why it was written for somebody, in plain words; empty where it was not: only whom it names counts here, not who works on it. That it is for everybody lets nobody read it.</returns>
    public static IReadOnlyList<string> WhyWrittenFor(IEnumerable<NamedReader> audience, Reader reader) => [.. audience.Select(name => name.Key == Distribution.Everybody ? "everybody" : InWords(name, reader)).OfType<string>().Distinct()];

    static string? ByClearance(Secrecy secrecy, Reader reader) => secrecy > reader.Clearance ? null : secrecy == Secrecy.Open ? "everybody" : reader.IsAdministrator ? "administrator" : "auditor";

    static string? InWords(NamedReader named, Reader reader) => (named.Ground, IsSelf: named.Key == reader.Id, Name: reader.Names.GetValueOrDefault(named.Key)) switch
    {
        (ReaderGround.Writer, true, _) => "wrote it",
        (ReaderGround.Reviewer, true, _) => "reviewer",
        (ReaderGround.Audience, true, _) => "named in its audience",
        (ReaderGround.Audience, _, { } name) => name,
        (ReaderGround.Owner, _, { } name) => $"owner ({name})",
        (ReaderGround.Approver, _, { } name) => $"approver ({name})",
        _ => null,
    };
}
