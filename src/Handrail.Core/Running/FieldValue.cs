using System.Text.Json.Serialization;

namespace Handrail.Core.Running;

/// <summary>
/// What was entered into a recorded field. Stored in one way for every type: numbers with a point, dates as 2026-03-01, times as <see cref="Instant"/>,
/// "Yes" or "No", options as the procedure spells them, members and systems by id, files by SHA-256. No values: cleared.
/// </summary>
/// <param name="Field">The field's key.</param>
/// <param name="Shown">What a person reads in place of ids and hashes: the names as they were at that moment.</param>
/// <param name="Groups">For a member: the groups and roles held at that moment, for conditions such as "Leaver is a member of Engineering".</param>
public sealed record FieldValue(string Field, IReadOnlyList<string> Values, IReadOnlyList<string>? Shown = null, IReadOnlyList<string>? Groups = null)
{
    public static FieldValue Of(string field, params string[] values) => new(field, values);

    [JsonIgnore]
    public bool IsBlank => Values.Count == 0;

    /// <summary>The values as a person reads them.</summary>
    [JsonIgnore]
    public string Text => string.Join(", ", Shown ?? Values);

    public bool Equals(FieldValue? other) => other is not null && Field == other.Field
        && Lists.Same(Values, other.Values) && Lists.Same(Shown, other.Shown) && Lists.Same(Groups, other.Groups);

    public override int GetHashCode() => HashCode.Combine(Field, Lists.Hash(Values));
}
