using Handrail.Bench;

if (args is [BarePage.Command, var database])
{
    await BarePage.Serve(database);
    return;
}

var scenarios = new Dictionary<string, Func<Task<IReadOnlyList<Measured>>>>
{
    ["step"] = StepBench.OnSqlite,
    ["step-postgres"] = StepBench.OnPostgres,
    ["page"] = PageBench.Run,
};

var rows = new List<Measured>();
foreach (var (name, run) in scenarios)
{
    if (args.Length > 0 && !args.Contains(name)) continue;
    Console.Error.WriteLine(name + " ...");
    rows.AddRange(await run());
}
Table.Print(Console.Out, rows);
