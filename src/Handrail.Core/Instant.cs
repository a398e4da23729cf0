using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Handrail.Core;

/// <summary>A moment in UTC, to the microsecond. The only kind of time that is stored, hashed or sent.</summary>
/// <param name="Microseconds">Microseconds since 1970-01-01T00:00:00Z.</param>
[JsonConverter(typeof(InstantJson))]
public readonly record struct Instant(long Microseconds) : IComparable<Instant>
{
    const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>The one way to get the present moment.</summary>
    public static Instant Now(TimeProvider clock) => From(clock.GetUtcNow());

    public static Instant From(DateTimeOffset time) => new((time.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);

    public DateTimeOffset ToDateTimeOffset() => new(DateTime.UnixEpoch.Ticks + Microseconds * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    /// <summary>ISO 8601 with six decimals and Z: the one rendering that is hashed.</summary>
    public override string ToString() => ToDateTimeOffset().ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Reads any ISO 8601 time with an offset or Z.</summary>
    public static bool TryParse(string? text, out Instant instant)
    {
        var ok = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time);
        instant = ok ? From(time) : default;
        return ok;
    }

    public int CompareTo(Instant other) => Microseconds.CompareTo(other.Microseconds);

    public static Instant operator +(Instant at, TimeSpan span) => new(at.Microseconds + span.Ticks / TimeSpan.TicksPerMicrosecond);
    public static Instant operator -(Instant at, TimeSpan span) => at + -span;
    public static TimeSpan operator -(Instant a, Instant b) => new((a.Microseconds - b.Microseconds) * TimeSpan.TicksPerMicrosecond);
    public static bool operator <(Instant a, Instant b) => a.Microseconds < b.Microseconds;
    public static bool operator >(Instant a, Instant b) => a.Microseconds > b.Microseconds;
    public static bool operator <=(Instant a, Instant b) => a.Microseconds <= b.Microseconds;
    public static bool operator >=(Instant a, Instant b) => a.Microseconds >= b.Microseconds;

    sealed class InstantJson : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), out var instant) ? instant : throw new JsonException("A time must be ISO 8601, such as 2026-03-01T09:30:00Z.");

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
