using System.Diagnostics;
using Handrail.Bench;

if (args is [BarePage.Command, var database])
{
    await BarePage.Serve(database);
    return;
}

Firm? many = null;
async Task<Firm> Many() => many ??= await Firm.With(Firm.Many);

var scenarios = new (string Name, Func<Task<IReadOnlyList<Measured>>> Run)[]
{
    ("text", TextBench.Run),
    ("verify", VerifyBench.Run),
    ("start", StartBench.Run),
    ("step", StepBench.OnSqlite),
    ("step-postgres", StepBench.OnPostgres),
    ("tool", ToolBench.OnSqlite),
    ("tool-postgres", ToolBench.OnPostgres),
    ("editor", EditorBench.Run),
    ("page", async () => await PageBench.Run(await Many())),
    ("search", async () => await SearchBench.Run(await Many())),
    ("scale", async () => await ScaleBench.OnSqlite(await Many())),
    ("scale-postgres", ScaleBench.OnPostgres),
};

if (args.FirstOrDefault(arg => scenarios.All(scenario => scenario.Name != arg)) is { } unknown)
{
    Console.Error.WriteLine($"There is no scenario \"{unknown}\". There are: {string.Join(", ", scenarios.Select(scenario => scenario.Name))}.");
    Environment.ExitCode = 1;
    return;
}
if (Disk.IsInMemory) Console.Error.WriteLine("The folder for the data is in memory, so nothing here is durable; name one on a disk with HANDRAIL_BENCH_FOLDER.");

var rows = new List<Measured>();
try
{
    foreach (var (name, run) in scenarios.Where(scenario => args.Length == 0 || args.Contains(scenario.Name)))
    {
        if (name.EndsWith("-postgres", StringComparison.Ordinal) && Cluster.ConnectionString is null)
        {
            Console.Error.WriteLine($"{name}: left out, because HANDRAIL_BENCH_POSTGRES names no cluster.");
            continue;
        }
        var start = Stopwatch.GetTimestamp();
        var measured = await run();
        rows.AddRange(measured);
        Console.Error.WriteLine($"{name}: {string.Join(", ", measured.Select(row => Table.Figure(row.Ratio)))} ({Stopwatch.GetElapsedTime(start).TotalSeconds:0} s)");
    }
}
finally
{
    if (many is not null) await many.DisposeAsync();
}
Table.Print(Console.Out, rows);
