namespace Handrail.Core.Procedures.Comparing;

/// <summary>The fewest elements to take out so that the rest rises (all but a longest increasing subsequence), in n log n.</summary>
static class OutOfOrder
{
    public static IEnumerable<int> In(IReadOnlyList<int> values)
    {
        var ends = new List<int>();
        var previous = new int[values.Count];
        for (var i = 0; i < values.Count; i++)
        {
            var (low, high) = (0, ends.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (values[ends[middle]] < values[i]) low = middle + 1;
                else high = middle;
            }
            previous[i] = low > 0 ? ends[low - 1] : -1;
            if (low == ends.Count) ends.Add(i);
            else ends[low] = i;
        }
        var rising = new HashSet<int>();
        for (var i = ends.Count > 0 ? ends[^1] : -1; i >= 0; i = previous[i]) rising.Add(i);
        return Enumerable.Range(0, values.Count).Where(i => !rising.Contains(i));
    }
}
