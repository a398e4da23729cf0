using Handrail.Bench;

var scenarios = new Dictionary<string, Func<Task<IReadOnlyList<Measured>>>>
{
    ["step"] = StepBench.OnSqlite,
    ["step-postgres"] = StepBench.OnPostgres,
};

var rows = new List<Measured>();
foreach (var (name, run) in scenarios)
{
    if (args.Length > 0 && !args.Contains(name)) continue;
    Console.Error.WriteLine(name + " ...");
    rows.AddRange(await run());
}
Table.Print(Console.Out, rows);
