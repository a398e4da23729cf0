namespace Handrail.Core.Running;

/// <summary>Equality of the lists inside facts, so that the same fact delivered twice is known to be the same.</summary>
static class Lists
{
    public static bool Same<T>(IReadOnlyList<T>? a, IReadOnlyList<T>? b) => ReferenceEquals(a, b) || (a is not null && b is not null && a.SequenceEqual(b));

    public static int Hash<T>(IReadOnlyList<T>? list)
    {
        var hash = new HashCode();
        foreach (var item in list ?? []) hash.Add(item);
        return hash.ToHashCode();
    }
}
