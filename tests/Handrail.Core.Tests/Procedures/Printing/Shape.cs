using System.Text;
using Handrail.Core.Procedures;

namespace Handrail.Core.Tests.Procedures.Printing;

/// <summary>All that a procedure says, without its places in the text, and without list numbers and indentation in it.</summary>
static class Shape
{
    public static string Of(Procedure procedure, bool withLines = true)
    {
        var text = new StringBuilder();
        var header = procedure.Header;
        text.AppendLine($"{procedure.Title} | {header.Title} | {header.Summary} | {header.Family} | {header.Owner} | {List(header.Controls)} | {List(header.Policies)} | {header.Review} | {header.Run} | {header.Classification} | {List(header.Audience)} | {List(header.Runners)} | {List(header.Writers)} | {header.Schedule} | {List(header.Tags)} | {List(header.UnknownKeys)}");
        foreach (var section in withLines ? procedure.Sections : []) text.AppendLine($"section {section.Kind} | {section.Heading} | {section.Anchor}");
        foreach (var field in procedure.StartFields) text.AppendLine($"start {Field(field)}");
        foreach (var rule in procedure.Escalations) text.AppendLine($"escalation {rule.When} | {rule.Who} | {rule.Within}");
        foreach (var message in procedure.Messages) text.AppendLine($"message {message.Title} | {TextLines.Tidy(message.Markdown)}");
        return text + Steps(procedure, withLines);
    }

    /// <param name="withLines">A procedure made by a program has no field lines and no sections before it is printed.</param>
    public static string Steps(Procedure procedure, bool withLines = true)
    {
        var text = new StringBuilder();
        foreach (var phase in procedure.AllPhases)
        {
            text.AppendLine($"phase {phase.Track} | {phase.Title} | {phase.Anchor} | {phase.AnyOrder}");
            foreach (var step in phase.Steps) Add(text, procedure, step, "  ", withLines);
        }
        return text.ToString();
    }

    static void Add(StringBuilder text, Procedure procedure, Step step, string indent, bool withLines)
    {
        text.AppendLine($"{indent}{step.Number} {step.Track} {{#{step.Anchor}}} {step.AnchorIsWritten} {step.Instruction}");
        indent += "  ";
        foreach (var line in withLines ? step.Lines : []) text.AppendLine($"{indent}- {line.Key} {(line.Key is FieldKey.Answer or FieldKey.In ? line.Label : "")}");
        var tool = "none";
        foreach (var detail in step.Details)
        {
            // Pieces of plain detail are as many as there are gaps between them.
            if (detail.Tool is not null || tool is not null) text.AppendLine().Append($"{indent}{detail.Tool}>");
            text.Append(' ').Append(TextLines.OneLine(detail.Span.In(procedure.Source)));
            tool = detail.Tool;
        }
        text.AppendLine($"{indent}{step.Role} | {step.System} | {step.Within} | {step.Evidence} | {step.Verify} | {step.VerifiedBy} | {step.Approval} | {step.Wait} | {Condition(step.OnlyIf)} | {step.ForEach} | {step.Run} | {step.IfItFails} | {step.Escalate} | {step.Optional}");
        foreach (var field in step.Records) text.AppendLine($"{indent}record {Field(field)}");
        foreach (var answer in step.Answers) text.AppendLine($"{indent}answer {answer.Label} -> {answer.Exit} {answer.Inferred}");
        foreach (var child in step.Children) Add(text, procedure, child, indent, withLines);
    }

    static string Condition(Condition? condition) => condition switch
    {
        Condition.Is holds => $"{holds.Text} ({holds.Name} {holds.Not} {List(holds.Values)})",
        Condition.All all => $"{all.Text} all({string.Join(';', all.Parts.Select(Condition))})",
        Condition.Any any => $"{any.Text} any({string.Join(';', any.Parts.Select(Condition))})",
        null => "",
        _ => condition.ToString(),
    };

    static string Field(RecordField field) => $"{field.Label} | {field.Key} | {field.Type} | {field.Required} | {List(field.Options)} | {(field.Type == FieldType.Unknown ? field.TypeAsWritten : "")}";

    static string List(IReadOnlyList<string> values) => string.Join(", ", values);
}
