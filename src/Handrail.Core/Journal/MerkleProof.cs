namespace Handrail.Core.Journal;

/// <summary>
/// Proofs that an entry is in a tree, and that a tree only grew. Built as in RFC 6962 sections 2.1.1 and 2.1.2;
/// checked as in RFC 9162 sections 2.1.3.2 and 2.1.4.2.
/// </summary>
public static class MerkleProof
{
    /// <summary>The proof that leaf <paramref name="index"/> is in the tree of <paramref name="size"/> leaves, from the leaf upwards.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public static Digest[] Inclusion(long index, long size, HashReader read)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var proof = new List<Digest>();
        var (start, end) = (0L, size);
        while (end - start > 1)
        {
            var middle = start + MerkleTree.LeftWidth(end - start);
            var goLeft = index < middle;
            proof.Add(goLeft ? MerkleTree.Root(middle, end, read) : MerkleTree.Root(start, middle, read));
            (start, end) = goLeft ? (start, middle) : (middle, end);
        }
        proof.Reverse();
        return [.. proof];
    }

    /// <summary>The proof that the tree of <paramref name="size"/> leaves begins with the tree of <paramref name="oldSize"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The old tree is empty (nothing to prove) or larger than the new one.</exception>
    public static Digest[] Consistency(long oldSize, long size, HashReader read)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(oldSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, size);
        var proof = new List<Digest>();
        var (start, end) = (0L, size);
        while (end != oldSize)
        {
            var middle = start + MerkleTree.LeftWidth(end - start);
            var goLeft = oldSize <= middle;
            proof.Add(goLeft ? MerkleTree.Root(middle, end, read) : MerkleTree.Root(start, middle, read));
            (start, end) = goLeft ? (start, middle) : (middle, end);
        }
        // The checker knows the old root, so a subtree that is the whole old tree is left out.
        if (start > 0) proof.Add(MerkleTree.Root(start, end, read));
        proof.Reverse();
        return [.. proof];
    }

    /// <summary>Is this leaf at this index of the tree with this root?</summary>
    public static bool Includes(long index, long size, in Digest leaf, ReadOnlySpan<Digest> proof, in Digest root)
    {
        if (index < 0 || index >= size) return false;
        var (node, last, hash) = (index, size - 1, leaf);
        foreach (var sibling in proof)
        {
            if (last == 0) return false;
            var isRight = Climb(ref node, ref last);
            hash = isRight ? MerkleTree.Node(sibling, hash) : MerkleTree.Node(hash, sibling);
        }
        return last == 0 && hash == root;
    }

    /// <summary>Does the tree of <paramref name="size"/> leaves begin with the tree of <paramref name="oldSize"/> leaves? An empty old tree proves nothing: false.</summary>
    public static bool IsConsistent(long oldSize, in Digest oldRoot, long size, in Digest root, ReadOnlySpan<Digest> proof)
    {
        if (oldSize < 1 || oldSize > size) return false;
        if (oldSize == size) return proof.IsEmpty && oldRoot == root;
        if (proof.IsEmpty) return false;

        var (node, last) = (oldSize - 1, size - 1);
        while ((node & 1) == 1) (node, last) = (node >> 1, last >> 1);
        // The old tree is one complete subtree: the proof starts from its root, which it does not repeat.
        var startsAtOldRoot = node == 0;
        var oldHash = startsAtOldRoot ? oldRoot : proof[0];
        var hash = oldHash;
        foreach (var sibling in startsAtOldRoot ? proof : proof[1..])
        {
            if (last == 0) return false;
            var isRight = Climb(ref node, ref last);
            if (isRight) oldHash = MerkleTree.Node(sibling, oldHash);
            hash = isRight ? MerkleTree.Node(sibling, hash) : MerkleTree.Node(hash, sibling);
        }
        return last == 0 && oldHash == oldRoot && hash == root;
    }

    /// <summary>One step towards the root: true when the node is a right child there. A last node without sibling is carried up unhashed.</summary>
    static bool Climb(ref long node, ref long last)
    {
        var isRight = (node & 1) == 1 || node == last;
        if (isRight)
            while (node != 0 && (node & 1) == 0) (node, last) = (node >> 1, last >> 1);
        (node, last) = (node >> 1, last >> 1);
        return isRight;
    }
}
