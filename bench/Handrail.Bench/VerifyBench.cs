using System.Globalization;
using System.Security.Cryptography;
using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Core.Running;

namespace Handrail.Bench;

/// <summary>A journal verified from its leaves: each hashed, the tree built over them, the root compared. Against hashing the same bytes and nothing else.</summary>
static class VerifyBench
{
    const int Entries = 200_000;
    const int Compared = 9;

    public static async Task<IReadOnlyList<Measured>> Run()
    {
        var leaves = Leaves();
        var root = Root(leaves);
        return
        [
            await Rounds.Compare("journal verified, against SHA-256 of its leaves", "entries/s", 0.5, Compared,
                () => Rate(() => Root(leaves) == root ? true : throw new InvalidOperationException("The same leaves had another root.")),
                () => Rate(() => Hashed(leaves))),
        ];
    }

    static byte[][] Leaves()
    {
        var (actor, now) = (new Handrail.Core.Journal.Actor("0197a3f0-0000-7000-8000-000000000001", "Ada Pine"), Instant.Now(TimeProvider.System));
        return [.. Enumerable.Range(0, Entries).Select(index => JournalEntry.Compose(index, now, string.Create(CultureInfo.InvariantCulture, $"run/R-{1000 + index / 50}"), index == 0 ? null : index - 1, actor,
            new StepCompleted($"step-{index % 50}", 1, null, null), RandomNumberGenerator.GetBytes(JournalEntry.SaltSize)).Value.Leaf)];
    }

    static Digest Root(byte[][] leaves)
    {
        var frontier = new Frontier();
        foreach (var leaf in leaves) frontier.Append(MerkleTree.Leaf(leaf));
        return frontier.Root;
    }

    static bool Hashed(byte[][] leaves)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (var leaf in leaves) SHA256.HashData(leaf, hash);
        return true;
    }

    static async Task<double> Rate(Func<bool> work) => Entries * await Rounds.Rate(1, _ => Task.FromResult(work()));
}
