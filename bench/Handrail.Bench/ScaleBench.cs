namespace Handrail.Bench;

/// <summary>Pages of a firm with thousands of procedures, each revised many times, against the same pages where there are few.</summary>
static class ScaleBench
{
    const int Compared = 5;
    const int Asked = 30;
    const int Pages = 60;
    const double Target = 1.5;

    static readonly string[] FillingAmongMany = ["firewall", "backup+tape"], FillingAmongFew = ["rotate", "replace"];

    public static async Task<IReadOnlyList<Measured>> OnSqlite(Firm many)
    {
        await using var few = await Firm.With(Firm.Few);
        return await Measure("SQLite", many, few);
    }

    public static async Task<IReadOnlyList<Measured>> OnPostgres()
    {
        await using var cluster = new Cluster();
        await using var many = await Firm.With(Firm.Many, cluster);
        await using var few = await Firm.With(Firm.Few, cluster);
        return await Measure("PostgreSQL", many, few);
    }

    static async Task<IReadOnlyList<Measured>> Measure(string database, Firm many, Firm few)
    {
        // A revision that is being worked on, as reviewers see it.
        foreach (var firm in new[] { few, many })
            foreach (var label in firm.Labels.Take(Asked)) await firm.Ada.Post("/procedures", $"/procedures/{label}/revisions/{Firm.Revisions}/draft");
        var pages = new (string Name, Func<Firm, int, string> Path)[]
        {
            ("list of procedures", (_, _) => "/procedures"),
            // Words of as many hits as fill a page where there are few procedures, too: a page of twenty costs more than one of four, however many there are to choose from.
            ("search, a page full of hits", (firm, i) => "/procedures?q=" + (firm.Labels.Count == Firm.Few ? FillingAmongFew : FillingAmongMany)[i % 2]),
            ("search, the same word in every text", (_, i) => i % 2 == 0 ? "/procedures?q=rotate" : "/procedures?q=replace"),
            ("search, the same two words in every text", (_, _) => "/procedures?q=rotate+replace"),
            ("search, a word in every text and in no title", (_, _) => "/procedures?q=handbook"),
            ("search, a word in one text", (firm, _) => "/procedures?q=" + (firm.Labels.Count == Firm.Few ? "43" : "4321")),
            ("search for the same word, four hits against a page full", (_, i) => i % 2 == 0 ? "/procedures?q=firewall" : "/procedures?q=backup+tape"),
            ("comparison of two revisions", (firm, i) => $"/procedures/{firm.Labels[i % Asked]}/comparison?from=4&to={Firm.Revisions}"),
            ("review of a draft", (firm, i) => $"/procedures/{firm.Labels[i % Asked]}/revisions/{Firm.Revisions + 1}/approval"),
            ("reviews that are wanted", (_, i) => $"/reviews?show=all&page={1 + i % 2}"),
            ("one review", (firm, i) => $"/procedures/{firm.Labels[i % Asked]}/review"),
        };
        // A server that has been up for a while has compiled what is asked often.
        foreach (var (_, path) in pages)
            for (var i = 0; i < Pages; i++)
                foreach (var firm in new[] { few, many }) await firm.Ada.Get(path(firm, i));
        var rows = new List<Measured>();
        foreach (var (name, path) in pages)
        {
            Func<int, Task> Page(Firm firm) => i => firm.Ada.Get(path(firm, i));
            rows.Add(await Rounds.InTurn($"{name}, {database}, {Firm.Many:N0} procedures of {Firm.Revisions} revisions against {Firm.Few}", Target, Compared, Pages, Page(many), Page(few)));
        }
        return rows;
    }
}
