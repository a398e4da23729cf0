using CsCheck;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Printing;
using Handrail.Core.Tests.Procedures.Editing;
using Handrail.Core.Tests.Procedures.Linting;

namespace Handrail.Core.Tests.Procedures.Printing;

public class ProcedurePrinterTests
{
    public static TheoryData<string> Library => [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "library", "procedures"), "*.md", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Repository.Root, path))];

    [Theory, MemberData(nameof(Library))]
    public void What_the_library_holds_is_printed_and_read_as_the_same(string file) => AssertSame(Repository.Read(file));

    [Fact]
    public void What_anybody_writes_is_printed_and_read_as_the_same() => AnyText.Any.Sample(AssertSame, iter: 500);

    [Fact]
    public void What_a_program_makes_is_printed_and_read_as_the_same() =>
        AnyModel.Any.Sample(procedure => Assert.Equal(Shape.Of(procedure, withLines: false), Shape.Of(ProcedureReader.Read(ProcedurePrinter.Print(procedure)), withLines: false)), iter: 500);

    [Fact]
    public void What_is_printed_is_printed_the_same_again() => AnyText.Any.Sample(text =>
    {
        var once = ProcedurePrinter.Print(ProcedureReader.Read(text));
        Assert.Equal(once, ProcedurePrinter.Print(ProcedureReader.Read(once)));
    }, iter: 300);

    [Fact]
    public void The_steps_of_published_runbooks_are_printed_and_read_as_the_same()
    {
        Assert.Multiple([.. RealProcedures.Paths().Select<string, Action>(path => () =>
        {
            var procedure = ProcedureReader.Read(File.ReadAllText(path));
            Assert.Equal((path, Shape.Steps(procedure)), (path, Shape.Steps(ProcedureReader.Read(ProcedurePrinter.Print(procedure)))));
        })]);
    }

    [Fact]
    public void Rubble_is_printed_without_failing() => AnyText.Rubble.Sample(text => ProcedurePrinter.Print(ProcedureReader.Read(text)), iter: 500);

    static void AssertSame(string text)
    {
        var procedure = ProcedureReader.Read(text);
        Assert.Equal(Shape.Of(procedure), Shape.Of(ProcedureReader.Read(ProcedurePrinter.Print(procedure))));
    }
}
