using System.Diagnostics;

namespace Handrail.Bench;

/// <summary>Product and limit in turn, round after round: whatever else the machine does falls on both alike.</summary>
static class Rounds
{
    /// <summary>Each side answers with a figure in <paramref name="unit"/>. One round before the first warms both up and does not count.</summary>
    /// <returns>The round whose ratio is in the middle.</returns>
    public static async Task<Measured> Compare(string name, string unit, double target, int rounds, Func<Task<double>> product, Func<Task<double>> limit)
    {
        await product();
        await limit();
        var measured = new List<Measured>(rounds);
        for (var round = 0; round < rounds; round++)
        {
            var (first, second) = round % 2 == 0 ? (product, limit) : (limit, product);
            var (one, other) = (await first(), await second());
            measured.Add(round % 2 == 0 ? new(name, one, other, unit, target) : new(name, other, one, unit, target));
        }
        measured.Sort((one, other) => one.Ratio.CompareTo(other.Ratio));
        return measured[rounds / 2] with { Spread = $" ({Table.Figure(measured[0].Ratio)}-{Table.Figure(measured[^1].Ratio)})" };
    }

    /// <summary>How often a second something can be done, one after the other.</summary>
    public static async Task<double> Rate(int times, Func<int, Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < times; i++) await work(i);
        return times / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>How many milliseconds something takes, the middle of several.</summary>
    public static async Task<double> Milliseconds(int times, Func<int, Task> work)
    {
        var took = new double[times];
        for (var i = 0; i < times; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await work(i);
            took[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        Array.Sort(took);
        return took[times / 2];
    }
}
