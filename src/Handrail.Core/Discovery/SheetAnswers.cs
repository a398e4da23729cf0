using System.Text.Json;
using System.Text.Json.Serialization;
using Handrail.Core.Procedures;

namespace Handrail.Core.Discovery;

/// <summary>What somebody says about a step of a template. Who says nothing about a step gives no answer to it.</summary>
public enum Practice { Unknown, Done, Otherwise, NotDone }

/// <param name="Step">Its anchor.</param>
/// <param name="Words">How it is done instead, why it is not, or a remark.</param>
public sealed record StepAnswer(string Step, Practice Practice, string Words);

/// <param name="After">The anchor of the step it comes after; empty: before the first.</param>
public sealed record AddedStep(string After, string Words);

/// <param name="Question">Its anchor in the guide.</param>
public sealed record QuestionAnswer(string Question, string Words);

/// <summary>A sheet as one person filled it in.</summary>
public sealed record SheetAnswers(IReadOnlyList<StepAnswer> Steps, IReadOnlyList<AddedStep> Added, IReadOnlyList<QuestionAnswer> Questions)
{
    /// <summary>So many characters in each field, and so many fields for what else is done.</summary>
    public const int MostWords = 2_000, MostAdded = 6;

    static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, RespectNullableAnnotations = true, Converters = { new JsonStringEnumConverter(allowIntegerValues: false) } };

    public static SheetAnswers None { get; } = new([], [], []);

    public bool IsEmpty => Steps.Count == 0 && Added.Count == 0 && Questions.Count == 0;

    public int Count(Practice practice) => Steps.Count(step => step.Practice == practice);

    public StepAnswer? Of(string step) => Steps.FirstOrDefault(answer => answer.Step == step);

    public string To(string question) => Questions.FirstOrDefault(answer => answer.Question == question)?.Words ?? "";

    public string Write() => JsonSerializer.Serialize(this, Options);

    /// <exception cref="JsonException">It was not written by <see cref="Write"/>: a bug.</exception>
    public static SheetAnswers Read(string json) => JsonSerializer.Deserialize<SheetAnswers>(json, Options) ?? throw new JsonException("A sheet's answers are null.");

    /// <summary>What cannot be kept as it was typed, each with its field of the form.</summary>
    public IReadOnlyList<Refusal.Invalid> Unkept() => [.. Fields().Select(field => Refuses(field.Field, field.Words)).OfType<Refusal.Invalid>()];

    /// <summary>What is still to be said before the sheet is handed in, each with its field of the form. It is no reason not to keep the rest.</summary>
    public IReadOnlyList<Refusal.Invalid> Missing() => [.. Steps.Where(step => step is { Practice: Practice.Otherwise, Words.Length: 0 }).Select(step => new Refusal.Invalid(SheetFields.Words(step.Step), "Say in a few words how it is done instead."))];

    /// <summary>All that can be kept. A field that cannot keeps the words that were kept of it before.</summary>
    public SheetAnswers Kept(SheetAnswers before) => new(
        [.. Steps.Select(step => step with { Words = Kept(SheetFields.Words(step.Step), step.Words, before.Of(step.Step)?.Words) })],
        [.. Added.Select((added, at) => added with { Words = Kept(SheetFields.Added(at), added.Words, before.Added.ElementAtOrDefault(at)?.Words) }).Where(added => added.Words.Length > 0)],
        [.. Questions.Select(answer => answer with { Words = Kept(SheetFields.Question(answer.Question), answer.Words, before.To(answer.Question)) }).Where(answer => answer.Words.Length > 0)]);

    static string Kept(string field, string words, string? before) => Refuses(field, words) is null ? words : before ?? "";

    static Refusal.Invalid? Refuses(string field, string words) => words.Length > MostWords ? new(field, $"At most {MostWords:N0} characters in one field.") : TypedText.Refuses(field, words);

    IEnumerable<(string Field, string Words)> Fields() =>
    [
        .. Questions.Select(answer => (SheetFields.Question(answer.Question), answer.Words)),
        .. Steps.Select(answer => (SheetFields.Words(answer.Step), answer.Words)),
        .. Added.Select((added, at) => (SheetFields.Added(at), added.Words)),
    ];
}

/// <summary>The names of a sheet's fields, the same in its form and in what is said about them.</summary>
public static class SheetFields
{
    public static string Question(string anchor) => "question-" + anchor;
    public static string Practice(string step) => "step-" + step;
    public static string Words(string step) => "words-" + step;
    public static string Added(int at) => $"added-{at + 1}";
    public static string After(int at) => $"after-{at + 1}";
}
