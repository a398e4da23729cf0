using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Handrail.Core.Journal;

/// <summary>A fact this version does not know, kept as it was written, so that what a newer version recorded can still be verified and shown.</summary>
public sealed record UnknownFact(string Kind, JsonElement Json) : Fact;

/// <summary>Facts as canonical JSON. The kind of a fact is the name of its type.</summary>
public static class FactJson
{
    internal static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false), new ExactDecimal() },
    };

    static readonly FrozenDictionary<string, Type> Types = typeof(Fact).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Fact)) && !type.IsAbstract && type != typeof(UnknownFact))
        .ToFrozenDictionary(type => type.Name);

    /// <summary>Every kind of fact this version knows.</summary>
    public static IEnumerable<string> Kinds => Types.Keys;

    public static string KindOf(Fact fact) => fact is UnknownFact unknown ? unknown.Kind : fact.GetType().Name;

    /// <summary>Canonical UTF-8 JSON of the fact alone.</summary>
    public static byte[] Write(Fact fact) => CanonicalJson.Write(ToElement(fact));

    /// <summary>Reads a fact. Properties this version does not know are passed over; a kind it does not know becomes an <see cref="UnknownFact"/>.</summary>
    public static Outcome<Fact> Read(string kind, JsonElement json)
    {
        if (!Types.TryGetValue(kind, out var type)) return new UnknownFact(kind, json.Clone());
        try
        {
            return (Fact?)json.Deserialize(type, Options) ?? Unreadable(kind, "it is null");
        }
        catch (JsonException notThisFact)
        {
            return Unreadable(kind, notThisFact.Message);
        }
    }

    internal static JsonElement ToElement(Fact fact) => fact is UnknownFact unknown ? unknown.Json : JsonSerializer.SerializeToElement(fact, fact.GetType(), Options);

    static Outcome<Fact> Unreadable(string kind, string why) => new Refusal.Invalid("", $"This is not a {kind}: {why}");

    /// <summary>A decimal stands in a journal as text: as a JSON number it would be rounded to a double.</summary>
    sealed class ExactDecimal : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            decimal.TryParse(reader.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw new JsonException("A number must be text such as \"9.8\".");

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }
}
