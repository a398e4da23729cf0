using CsCheck;
using Handrail.Core.Procedures;
using static Handrail.Core.Tests.Procedures.Flow.Drafted;

namespace Handrail.Core.Tests.Procedures.Flow;

/// <summary>Procedures of every shape: sensible ones and such as nobody should write.</summary>
static class AnyProcedure
{
    static readonly string[] Words =
    [
        "the", "account", "Deactivate", "of", "each", "server", "in", "identity", "provider", "confirm", "a", "session", "log", "and", "https://example.org/a/very/long/address/that/does/not/break",
        "Überprüfung", "漏洞扫描结果", "🔥🔥", "Wiederherstellungsübungsprotokoll", "<b>&", "\"quoted\"", "(see", "below)", "if", "ever",
    ];

    static readonly Gen<string> Text = Gen.Int[0, Words.Length - 1].Select(i => Words[i]).Array[1, 14].Select(words => string.Join(' ', words));
    static readonly Gen<string> Label = Gen.OneOf(Gen.Const("Yes"), Gen.Const("No"), Gen.Const(""), Text);

    public static readonly Gen<Procedure> Any = Of(Gen.Int[0, 14], Gen.Int[0, 5], Gen.Int[0, 4]);
    public static readonly Gen<Procedure> Long = Of(Gen.Int[40, 70], Gen.Int[0, 12], Gen.Int[0, 6]);

    static Gen<Procedure> Of(Gen<int> main, Gen<int> contingencies, Gen<int> rollback) =>
        from counts in Gen.Select(main, contingencies, rollback)
        from first in Steps("", counts.Item1, counts)
        from second in Steps("C", counts.Item2, counts)
        from third in Steps("R", counts.Item3, counts)
        from cuts in Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 9])
        from orders in Gen.Bool.Array[80]
        from titled in Gen.Bool.Array[80]
        from title in Text
        select Procedure(Phases(first, Track.Main, cuts.Item1, title, titled, orders), Phases(second, Track.Contingency, cuts.Item2, title, titled, orders),
            Phases(third, Track.Rollback, cuts.Item3, title, titled, orders));

    static List<Phase> Phases(Step[] steps, Track track, int length, string title, bool[] titled, bool[] orders) =>
        [.. steps.Chunk(length).Select((chunk, i) => Phase(titled[i] ? title : "", chunk, track, orders[i]))];

    static Gen<Step[]> Steps(string prefix, int count, (int, int, int) counts) =>
        count == 0 ? Gen.Const(Array.Empty<Step>()) : StepOf(counts, 2).Array[count].Select(steps => steps.Select((step, i) => Numbered(step, $"{prefix}{i + 1}")).ToArray());

    static Step Numbered(Step step, string number) =>
        step with { Number = number, Anchor = "s" + number, Children = [.. step.Children.Select((child, i) => Numbered(child, $"{number}.{i + 1}"))] };

    static Gen<Step> StepOf((int, int, int) counts, int depth) =>
        from text in Text
        from answers in Gen.Select(Label, ExitOf(counts)).Array[1, 5]
        from kind in Gen.Int[0, 9]
        from fails in ExitOf(counts)
        from more in Text
        from flags in Gen.Bool.Array[10]
        from children in depth > 0 && kind is 3 or 4 ? StepOf(counts, depth - 1).Array[0, 3] : Gen.Const(Array.Empty<Step>())
        select Step("0", text, children) with
        {
            Answers = kind is 0 or 1 or 4 ? [.. answers.Select(answer => new Answer(answer.Item1, answer.Item2, false, default))] : [],
            IfItFails = flags[0] && flags[1] ? fails : null,
            Verify = flags[2] ? more : null,
            Role = flags[3] ? "IT administrator" : null,
            OnlyIf = flags[4] && flags[5] ? new Condition.Unread(more) : null,
            Run = kind == 2 ? new("Another procedure", "another.md") : null,
            Wait = flags[6] && flags[7] ? new(null, more) : null,
            Approval = flags[8] && flags[9] ? "Security lead" : null,
        };

    static Gen<Exit> ExitOf((int Main, int Contingencies, int Rollback) counts) => Gen.OneOf(
        Gen.Const(Continue), Gen.Const(Stop), Gen.Const(RollBack),
        Gen.Int[1, 20].Select(n => GoTo($"{n}")),
        Gen.Int[1, Math.Max(1, counts.Main)].Select(n => GoTo($"{n}")),
        Gen.Int[1, Math.Max(1, counts.Contingencies)].Select(n => GoTo($"C{n}")),
        Gen.Int[1, 3].Select(n => GoTo($"R{n}")),
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 3]).Select((n, m) => GoTo($"{n}.{m}")),
        Text.Select(Start), Text.Select(Advice));
}
