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
        return Middle(measured);
    }

    /// <summary>The same for work of a few milliseconds, one of each in turn: what holds the machine up for a moment then falls on both, and not on the round of one.</summary>
    /// <returns>The round whose ratio is in the middle, with the middle of the milliseconds that each took in it.</returns>
    public static async Task<Measured> InTurn(string name, double target, int rounds, int times, Func<int, Task> product, Func<int, Task> limit)
    {
        var measured = new List<Measured>(rounds);
        for (var round = -1; round < rounds; round++)
        {
            var (one, other) = (new double[times], new double[times]);
            for (var i = 0; i < times; i++)
            {
                if (i % 2 == 0) one[i] = await Took(product, i);
                other[i] = await Took(limit, i);
                if (i % 2 == 1) one[i] = await Took(product, i);
            }
            if (round >= 0) measured.Add(new(name, Middle(one), Middle(other), "ms", target));
        }
        return Middle(measured);
    }

    static Measured Middle(List<Measured> rounds)
    {
        rounds.Sort((one, other) => one.Ratio.CompareTo(other.Ratio));
        return rounds[rounds.Count / 2] with { Spread = $" ({Table.Figure(rounds[0].Ratio)}-{Table.Figure(rounds[^1].Ratio)})" };
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
        for (var i = 0; i < times; i++) took[i] = await Took(work, i);
        return Middle(took);
    }

    static async Task<double> Took(Func<int, Task> work, int i)
    {
        var start = Stopwatch.GetTimestamp();
        await work(i);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    static double Middle(double[] took)
    {
        Array.Sort(took);
        return took[took.Length / 2];
    }
}
