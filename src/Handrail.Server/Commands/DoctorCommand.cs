using Handrail.Server.Features.Doctor;

namespace Handrail.Server.Commands;

/// <summary>Is everything as it was written? A line for each check; what is wrong is named.</summary>
static class DoctorCommand
{
    public static ServerCommand Make() => new("doctor", "Check the installation: database, disk, clock, and for each organization its journal, procedures, runs and files. Changes nothing; the server may run meanwhile.",
        "Handrail.Server doctor --Data:Folder=/srv/handrail/data", async (_, services, stop) =>
        {
            var wrong = 0;
            await foreach (var check in Examination.Everything(services, stop))
            {
                wrong += check.ProblemCount;
                Print(check);
            }
            Console.Out.WriteLine(wrong == 0 ? "Nothing is wrong." : $"Wrong: {wrong:N0}. docs/operating.md says what to do.");
            return wrong == 0 ? ExitCode.Done : ExitCode.Invalid;
        });

    static void Print(Check check)
    {
        Console.Out.WriteLine(check.ProblemCount == 0 ? $"ok     {check.Name}: {check.Seen}" : $"WRONG  {check.Name}");
        foreach (var problem in check.Problems) Console.Out.WriteLine($"       - {problem}");
        if (check.ProblemCount > check.Problems.Count) Console.Out.WriteLine($"       - and {check.ProblemCount - check.Problems.Count:N0} more");
        foreach (var remark in check.Remarks) Console.Out.WriteLine($"       note: {remark}");
    }
}
