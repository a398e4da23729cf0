using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Handrail.Core.Journal;

/// <summary>JSON in the one spelling of RFC 8785 (JCS): sorted names, no white space, shortest numbers. Numbers are doubles: what must stay exact is written as text.</summary>
public static class CanonicalJson
{
    public static byte[] Write(JsonElement value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    internal static void Append(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                AppendObject(text, value);
                break;
            case JsonValueKind.Array:
                var items = 0;
                text.Append('[');
                foreach (var item in value.EnumerateArray()) Append(items++ == 0 ? text : text.Append(','), item);
                text.Append(']');
                break;
            case JsonValueKind.String:
                AppendText(text, value.GetString()!);
                break;
            case JsonValueKind.Number when value.TryGetInt32(out var whole):
                text.Append(CultureInfo.InvariantCulture, $"{whole}");
                break;
            case JsonValueKind.Number:
                text.Append(Number(value.GetDouble()));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    static void AppendObject(StringBuilder text, JsonElement value)
    {
        var properties = new List<(string Name, JsonElement Value)>(value.GetPropertyCount());
        foreach (var property in value.EnumerateObject()) properties.Add((property.Name, property.Value));
        // Ordinal comparison of .NET strings is the UTF-16 order the standard asks for. Names are unique, so an unstable sort will do.
        properties.Sort(static (one, other) => string.CompareOrdinal(one.Name, other.Name));
        text.Append('{');
        for (var i = 0; i < properties.Count; i++)
        {
            if (i > 0) text.Append(',');
            AppendText(text, properties[i].Name);
            Append(text.Append(':'), properties[i].Value);
        }
        text.Append('}');
    }

    static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 32).Select(c => (char)c), '"', '\\']);

    internal static void AppendText(StringBuilder text, string value)
    {
        text.Append('"');
        if (!value.AsSpan().ContainsAny(Escaped)) text.Append(value);
        else
            foreach (var c in value)
                _ = c switch
                {
                    '"' or '\\' => text.Append('\\').Append(c),
                    '\b' => text.Append("\\b"),
                    '\t' => text.Append("\\t"),
                    '\n' => text.Append("\\n"),
                    '\f' => text.Append("\\f"),
                    '\r' => text.Append("\\r"),
                    < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                    _ => text.Append(c),
                };
        text.Append('"');
    }

    /// <summary>As ECMAScript prints a double: the shortest digits that read back the same, plain from 1e-6 up to below 1e21.</summary>
    static string Number(double number)
    {
        if (number == 0) return "0";
        var (digits, point) = Shortest(Math.Abs(number));
        var text = point switch
        {
            > 21 or < -5 => $"{digits[0]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{(point > 0 ? "+" : "")}{(point - 1).ToString(CultureInfo.InvariantCulture)}",
            <= 0 => "0." + new string('0', -point) + digits,
            _ when digits.Length <= point => digits.PadRight(point, '0'),
            _ => digits[..point] + "." + digits[point..],
        };
        return number < 0 ? "-" + text : text;
    }

    /// <summary>The value as 0.digits * 10^point, without zeros at either end.</summary>
    static (string Digits, int Point) Shortest(double number)
    {
        var parts = number.ToString("R", CultureInfo.InvariantCulture).Split('E');
        var whole = parts[0].Split('.')[0];
        var digits = parts[0].Replace(".", "", StringComparison.Ordinal);
        var point = whole.Length + (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
        var leading = digits.Length - digits.TrimStart('0').Length;
        return (digits.Trim('0'), point - leading);
    }
}
