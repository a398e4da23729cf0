using System.IO.Compression;
using System.Text;
using Handrail.Core.Journal;
using Handrail.Core.Journal.Packs;

namespace Handrail.Core.Tests.Journal.Packs;

/// <summary>A small journal in memory, and packs made of it. Run R-1042 has three entries with other things between them.</summary>
sealed class SampleJournal
{
    public const string Run = "run/R-1042";
    public const string Text = "# Offboard a leaver\n\n1. Disable the account\n";
    public static readonly byte[] Screenshot = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))];

    public static readonly JournalKey Key = JournalKey.FromSeed("handrail.example/acme", Digest.Of("acme"u8).ToArray()).Value;
    static readonly Instant Start = new(1_772_357_400_000_000);
    static readonly Actor Ada = new("7", "Ada Lovelace");

    public List<ComposedEntry> Entries { get; } = [];
    public HashSet<long> Redacted { get; } = [];

    public static SampleJournal Usual()
    {
        var journal = new SampleJournal();
        journal.Append("organization", new OrganizationFounded("Acme"));
        journal.Append("procedure/SOP-014", new ProcedureAdded("SOP-014", "Offboard a leaver", "written here", Sha256("a draft")));
        journal.Append("procedure/SOP-014", new RevisionPublished("SOP-014", 3, Sha256(Text), "Offboard a leaver", "New identity provider."));
        journal.Append(Run, new FileStored(Digest.Of(Screenshot).ToHex(), "status.png", "image/png", Screenshot.Length));
        journal.Append("organization", new MemberJoined("8", "Grace Hopper"));
        journal.Append(Run, new MemberJoined("9", "Charles Babbage"));
        journal.Append("organization", new MemberJoined("10", "Alan Turing"));
        journal.Append(Run, new EvidencePackMade(Run, 7, "x"));
        return journal;
    }

    public ComposedEntry Append(string subject, Fact fact)
    {
        var previous = Entries.LastOrDefault(entry => entry.Entry.Subject == subject)?.Entry.Index;
        var made = JournalEntry.Compose(Entries.Count, Start + TimeSpan.FromMinutes(Entries.Count), subject, previous, Ada, fact, Digest.Of(Encoding.UTF8.GetBytes($"salt {Entries.Count}")).ToArray()).Value;
        Entries.Add(made);
        return made;
    }

    public Digest[] Leaves => [.. Entries.Select(entry => MerkleTree.Leaf(entry.Leaf))];

    public TreeHead Head => new(Key.Public.Name, Entries.Count, MerkleTree.Root(Leaves));

    public HeadProof Continues(long oldSize)
    {
        var leaves = Leaves;
        return new(oldSize, MerkleProof.Consistency(oldSize, leaves.Length, (level, at) => MerkleTree.Root(leaves.AsSpan((int)(at << level), 1 << level))), Head.Sign(Key));
    }

    /// <summary>All about run R-1042 and the revision it followed.</summary>
    public EvidencePack Pack(params long[] indexes) => new()
    {
        Title = "Run R-1042, Offboard a leaver",
        Subjects = [Run],
        Made = Start + TimeSpan.FromDays(1),
        Head = Head.Sign(Key),
        IndexHtml = "<!doctype html><title>R-1042</title><p>Ada Lovelace stored status.png",
        Entries = Packed(indexes.Length > 0 ? indexes : [2, 3, 5, 7]).ToAsyncEnumerable(),
        Continues = [Continues(5)],
        Revisions = [new("SOP-014 v3", Text)],
        Files = [new(Digest.Of(Screenshot).ToHex(), _ => ValueTask.FromResult<Stream>(new MemoryStream(Screenshot)))],
    };

    public IEnumerable<PackedEntry> Packed(params IEnumerable<long> indexes)
    {
        var leaves = Leaves;
        foreach (var index in indexes)
        {
            var (entry, open) = (Entries[(int)index], !Redacted.Contains(index));
            var proof = MerkleProof.Inclusion(index, leaves.Length, (level, at) => MerkleTree.Root(leaves.AsSpan((int)(at << level), 1 << level)));
            yield return new(index, entry.Leaf, open ? entry.Payload : null, open ? entry.Salt : null, proof);
        }
    }

    public static string Sha256(string text) => Digest.OfText(text).ToHex();

    public static async Task<byte[]> Zip(EvidencePack pack, JournalKey? key = null)
    {
        var zip = new MemoryStream();
        await EvidencePackWriter.Write(zip, pack, key ?? Key, TestContext.Current.CancellationToken);
        return zip.ToArray();
    }

    public static PackReport Verify(byte[] zip, NoteKey? key = null) => EvidencePackVerifier.Verify(new MemoryStream(zip), key ?? Key.Public);

    /// <summary>The files of an archive, in order.</summary>
    public static List<(string Path, byte[] Content)> Unpack(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        var files = new List<(string, byte[])>();
        foreach (var entry in archive.Entries)
        {
            using var content = entry.Open();
            var copy = new MemoryStream();
            content.CopyTo(copy);
            files.Add((entry.FullName, copy.ToArray()));
        }
        return files;
    }

    /// <summary>Any files as an archive, the way a stranger would make one.</summary>
    public static byte[] Pack(IEnumerable<(string Path, byte[] Content)> files, CompressionLevel compression = CompressionLevel.Fastest)
    {
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (path, content) in files)
            {
                using var to = archive.CreateEntry(path, compression).Open();
                to.Write(content);
            }
        return zip.ToArray();
    }

    /// <summary>The pack with one file changed; null removes it.</summary>
    public static byte[] With(byte[] zip, string path, byte[]? content) =>
        Pack(Unpack(zip).Where(file => file.Path != path || content is not null).Select(file => (file.Path, file.Path == path ? content! : file.Content)), CompressionLevel.SmallestSize);
}
