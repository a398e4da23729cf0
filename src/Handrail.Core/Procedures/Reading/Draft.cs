using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Handrail.Core.Procedures.Reading;

/// <summary>A step on its way: where it stands in the tree, before numbers and anchors are given and exits can be followed.</summary>
sealed class StepDraft
{
    /// <summary>The inlines of the instruction, as far as <see cref="InstructionSpan"/> reaches.</summary>
    internal required ContainerInline? Lead { get; init; }
    internal required string Instruction { get; init; }
    internal required Span InstructionSpan { get; init; }
    internal required Span Span { get; set; }
    internal AnchorInline? Written { get; init; }
    /// <summary>The number as the text shows it, where it shows one.</summary>
    internal int Marker { get; init; }
    internal List<Part> Parts { get; } = [];
    internal List<StepDraft> Children { get; } = [];

    internal string Anchor { get; set; } = "";
    internal bool AnchorIsWritten { get; set; }
    internal string Number { get; set; } = "";
}

/// <summary>What stands in a step beside its instruction: a bullet that may be a field line, or plain detail.</summary>
/// <param name="Bullet">Null for plain detail.</param>
readonly record struct Part(ListItemBlock? Bullet, Span Span);

sealed class PhaseDraft
{
    internal required string Title { get; init; }
    internal required Track Track { get; init; }
    /// <summary>Whose heading is the phase's; null where the phase is named by a bold paragraph.</summary>
    internal Chapter? Chapter { get; init; }
    internal bool AnyOrder { get; init; }
    internal List<StepDraft> Steps { get; } = [];
    /// <summary>The lists its steps come from.</summary>
    internal List<ListBlock> Lists { get; } = [];
    internal required int Start { get; init; }
    internal int End { get; set; }
    internal string Anchor { get; set; } = "";
}
