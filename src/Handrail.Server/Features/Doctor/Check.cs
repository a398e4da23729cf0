namespace Handrail.Server.Features.Doctor;

/// <summary>One thing that was looked at, and what was found.</summary>
/// <param name="name">"Database", "Northwind Dental, journal".</param>
sealed class Check(string name)
{
    /// <summary>More are counted but not kept: a damaged database can have as many as it has rows.</summary>
    const int MostKept = 100;

    readonly List<string> _problems = [];
    readonly List<string> _remarks = [];

    public string Name => name;

    /// <summary>What was seen, when all is well: "1,204 entries, 12 signed heads".</summary>
    public string Seen { get; set; } = "";

    public IReadOnlyList<string> Problems => _problems;
    public IReadOnlyList<string> Remarks => _remarks;
    public int ProblemCount { get; private set; }

    /// <param name="problem">Names the entry, run or file, and says what is the matter with it.</param>
    public void Wrong(string problem)
    {
        ProblemCount++;
        if (_problems.Count < MostKept) _problems.Add(problem);
    }

    /// <summary>Something an operator should know that is no damage.</summary>
    public void Remark(string remark) => _remarks.Add(remark);
}
