using System.Text.Json;
using Handrail.Core.Journal;

namespace Handrail.Core.Tests.Journal;

/// <summary>The vectors of transparency-dev/merkle: right proofs, and every way of spoiling them.</summary>
public class MerkleVectorTests
{
    [Fact]
    public void Every_published_inclusion_vector_is_answered_as_published() => Assert.Equal(98, Check("inclusion", vector =>
        Hashes(vector.GetProperty("proof")) is { } proof && One(vector, "leafHash") is { } leaf && One(vector, "root") is { } root
        && Number(vector, "leafIdx") is { } index && Number(vector, "treeSize") is { } size
        && MerkleProof.Includes(index, size, leaf, proof, root)));

    [Fact]
    public void Every_published_consistency_vector_is_answered_as_published() => Assert.Equal(98, Check("consistency", vector =>
        Hashes(vector.GetProperty("proof")) is { } proof && One(vector, "root1") is { } oldRoot && One(vector, "root2") is { } root
        && Number(vector, "size1") is { } oldSize && Number(vector, "size2") is { } size
        && MerkleProof.IsConsistent(oldSize, oldRoot, size, root, proof)));

    /// <summary>Calls two equal roots of twelve bytes consistent. Here a root is 32 bytes, so it is refused.</summary>
    const string WithShortRoots = "sizes-are-equal-one-and-proof-is-empty.json";

    static int Check(string folder, Func<JsonElement, bool> holds)
    {
        var files = Directory.GetFiles(Published.Path("data", "tlog", "merkle", "testdata", folder), "*.json", SearchOption.AllDirectories);
        foreach (var file in files)
        {
            using var vector = JsonDocument.Parse(File.ReadAllBytes(file));
            var wanted = !vector.RootElement.GetProperty("wantErr").GetBoolean() && Path.GetFileName(file) != WithShortRoots;
            Assert.True(holds(vector.RootElement) == wanted, file);
        }
        return files.Length;
    }

    /// <summary>Null when a hash is not 32 bytes: there is no such hash here, which refuses the proof.</summary>
    static Digest[]? Hashes(JsonElement proof)
    {
        if (proof.ValueKind == JsonValueKind.Null) return [];
        var hashes = proof.EnumerateArray().Select(Hash).ToArray();
        return hashes.All(hash => hash is not null) ? [.. hashes.Select(hash => hash!.Value)] : null;
    }

    static Digest? One(JsonElement vector, string name) => Hash(vector.GetProperty(name));

    static Digest? Hash(JsonElement text) => Digest.TryParse(text.GetString(), out var digest) ? digest : null;

    static long? Number(JsonElement vector, string name) => vector.GetProperty(name).TryGetInt64(out var number) ? number : null;
}
