using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Core.Procedures;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.Compliance;
using Handrail.Server.Features.Procedures.Access;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Features.Settings.Numbering;
using Handrail.Server.Files;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures;

/// <param name="Origin">Where the text came from, in words: "file: offboarding.md", "library: ransomware".</param>
/// <param name="Images">By the path the text names them with.</param>
public sealed record NewProcedure(string FileName, string Text, string Origin, IReadOnlyList<KeyValuePair<string, FileContent>> Images)
{
    /// <summary>Null for a procedure of its own, with the next free number.</summary>
    public AsVariant? As { get; init; }
}

/// <param name="Base">Whose number it has, with <paramref name="Suffix"/>.</param>
/// <param name="Revision">The number of the base's version that it begins with.</param>
public sealed record AsVariant(Sop Base, string Suffix, int Revision, string Department);

/// <summary>A new procedure with its first draft, within a change that is under way.</summary>
static class AddProcedure
{
    public static async Task<Outcome<Sop>> Within(Change change, HandrailDb db, ProcedureTexts texts, CurrentMember by, NewProcedure given, CancellationToken stop)
    {
        var sha256 = ProcedureTexts.Hash(given.Text);
        var procedure = texts.Read(sha256, given.Text, given.FileName);
        var revision = new Revision
        {
            Id = Id<Revision>.New(change.At),
            OrganizationId = by.OrganizationId,
            SopId = Id<Sop>.New(change.At),
            Number = 1,
            State = RevisionState.Draft,
            Text = given.Text,
            Sha256 = sha256,
            Title = Shorten(procedure.Title, 300),
            AuthorId = by.Id,
            CreatedAt = change.At,
            ChangedAt = change.At,
            MovedThrough = RevisionAct.OpenDraft,
            MovedById = by.Id,
            MovedAt = change.At,
        };
        var sop = new Sop
        {
            Id = revision.SopId,
            OrganizationId = by.OrganizationId,
            Number = given.As?.Base.Number ?? await NextNumber(db, stop),
            Suffix = given.As?.Suffix ?? "",
            Prefix = given.As?.Base.Prefix ?? await Numbering.PrefixFor(db, procedure.Header.Family, stop),
            FileName = Shorten(given.FileName, 300),
            Title = revision.Title,
            Family = "",
            Owner = "",
            LatestId = revision.Id,
            AddedAt = change.At,
        };
        sop.Describe(procedure);
        db.Sops.Add(sop);
        db.Revisions.Add(revision);
        db.RevisionContributors.Add(new RevisionContributor { OrganizationId = by.OrganizationId, RevisionId = revision.Id, MemberId = by.Id, At = change.At });
        await NameReaders.Within(db, texts, sop, stop);
        await ProcedureSearch.Index(db, sop, procedure, stop);
        await Serving.Write(db, sop, procedure, stop);
        foreach (var (path, picture) in given.Images)
        {
            await StoredFiles.Keep(db, change, by, picture, Path.GetFileName(path), stop);
            db.RevisionImages.Add(new RevisionImage { OrganizationId = by.OrganizationId, RevisionId = revision.Id, Path = Shorten(path, 500), Sha256 = picture.Sha256 });
        }
        // The title a variant begins with is its base's, which not everybody who will read the variant may know.
        Fact added = given.As is { } of ? new VariantMade(sop.Label, of.Base.Label, of.Revision, of.Department, sha256) : new ProcedureAdded(sop.Label, sop.Title, given.Origin, sha256);
        var appended = await change.Append(sop.Subject, added, stop);
        return appended.Map(_ => sop);
    }

    static async Task<int> NextNumber(HandrailDb db, CancellationToken stop) => Math.Max(
        await db.Sops.IgnoreQueryFilters([ReaderFilter.Name]).MaxAsync(sop => (int?)sop.Number, stop) ?? 0,
        db.Sops.Local.Select(sop => sop.Number).DefaultIfEmpty().Max()) + 1;

    /// <summary>Those of a number that are taken, also by what somebody may not know of.</summary>
    public static Task<HashSet<string>> Suffixes(HandrailDb db, int number, CancellationToken stop) =>
        db.Sops.IgnoreQueryFilters([ReaderFilter.Name]).Where(sop => sop.Number == number).Select(sop => sop.Suffix).ToHashSetAsync(stop);

    public static string Shorten(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";

    /// <summary>Copies what lists show from the text.</summary>
    public static void Describe(this Sop sop, Procedure procedure)
    {
        sop.Title = Shorten(procedure.Title, 300);
        sop.Family = Shorten(procedure.Header.Family ?? "", 100);
        sop.Owner = Shorten(procedure.Header.Owner ?? "", 200);
        sop.Classification = Shorten(procedure.Header.Classification ?? "", 100);
    }
}
