using System.Text.Json;
using System.Text.Json.Serialization;

namespace Handrail.Core;

/// <summary>The identity of one <typeparamref name="T"/>: a time-ordered UUIDv7. People never see it; they see SOP-014 and R-1042.</summary>
[JsonConverter(typeof(IdJsonFactory))]
public readonly record struct Id<T>(Guid Value)
{
    public static Id<T> New(Instant now) => new(Guid.CreateVersion7(now.ToDateTimeOffset()));

    public static bool TryParse(string? text, out Id<T> id)
    {
        var ok = Guid.TryParse(text, out var value);
        id = new(value);
        return ok;
    }

    public override string ToString() => Value.ToString("D");
}

sealed class IdJsonFactory : JsonConverterFactory
{
    public override bool CanConvert(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>);

    public override JsonConverter CreateConverter(Type type, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(IdJson<>).MakeGenericType(type.GetGenericArguments()))!;

    sealed class IdJson<T> : JsonConverter<Id<T>>
    {
        public override Id<T> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(reader.GetGuid());
        public override void Write(Utf8JsonWriter writer, Id<T> value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
