using CsCheck;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Flow;
using Handrail.Core.Procedures.Linting;
using Handrail.Core.Procedures.Printing;

namespace Handrail.Core.Tests.Procedures;

/// <summary>No text, whatever is in it, makes the reader or what stands on it fail.</summary>
public class FuzzTests
{
    static readonly string[] Files = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "library", "procedures"), "*.md", SearchOption.AllDirectories).Select(File.ReadAllText)];

    static readonly Gen<string> Piece = Gen.OneOf(
        Gen.OneOf("a", "title", "owner", "controls", "x y", "\"", "'", "é", "\ud83d", "12", "null", "~", "1.", "#"),
        Gen.OneOf("-", ":", ": ", "?", "? ", "[", "]", "{", "}", ",", "&a", "*a", "!!str", "!", "|", ">", "%YAML 1.2", "@", "`", "\\", "<<: *a"),
        Gen.OneOf(" ", "  ", "\t", "\n", "\n", "\n  ", "\n- ", "\r\n", "\n---\n", "\n...\n", "\u0000", "\uFEFF", "\u0085", "\u2028"));

    [Fact]
    public void Any_front_matter_is_read_or_noted() =>
        Piece.Array[0, 30].Sample(pieces => ProcedureReader.Read("---\n" + string.Concat(pieces) + "\n---\n\n# A\n"), iter: 20_000);

    [Fact]
    public void Any_text_is_read_linted_drawn_and_printed() => Gen.String[0, 300].Sample(Everything, iter: 2000);

    [Fact]
    public void A_damaged_procedure_is_read_linted_drawn_and_printed() =>
        Gen.Select(Gen.Int[0, Files.Length - 1], Gen.Select(Gen.Int[0, 20_000], Gen.Int[0, 300], Gen.OneOf("", "```", "\n", "1. ", "<!--", "- ", "\t", "{#a}", "|", "    ", "[", "\r")).Array[1, 6]).Sample((file, wounds) => Everything(Damaged(Files[file], wounds)), iter: 300);

    [Fact]
    public void A_procedure_cut_off_anywhere_is_read() =>
        Gen.Select(Gen.Int[0, Files.Length - 1], Gen.Int[0, 20_000]).Sample((file, length) => Everything(Files[file][..Math.Min(length, Files[file].Length)]), iter: 300);

    static string Damaged(string text, (int At, int Length, string Instead)[] wounds)
    {
        foreach (var (at, length, instead) in wounds)
        {
            var start = at % (text.Length + 1);
            text = text[..start] + instead + text[Math.Min(text.Length, start + length)..];
        }
        return text;
    }

    static void Everything(string text)
    {
        var procedure = ProcedureReader.Read(text);
        Lint.Check(procedure, LintContext.Nothing);
        FlowLayout.Of(FlowGraph.Of(procedure));
        ProcedureReader.Read(ProcedurePrinter.Print(procedure));
    }
}
