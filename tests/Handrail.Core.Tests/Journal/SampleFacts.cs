using Handrail.Core.Journal;

namespace Handrail.Core.Tests.Journal;

/// <summary>One made-up fact of every kind, with every property filled.</summary>
static class SampleFacts
{
    public static IEnumerable<Type> Types => typeof(Fact).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Fact)) && !type.IsAbstract && type != typeof(UnknownFact));

    public static Fact Make(Type type) => (Fact)Filled(type);

    static object Filled(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return Filled(inner);
        if (type == typeof(string)) return "word";
        if (type == typeof(int)) return 3;
        if (type == typeof(long)) return 4L;
        if (type == typeof(bool)) return true;
        if (type == typeof(decimal)) return 9.80m;
        if (type == typeof(TimeSpan)) return TimeSpan.FromMinutes(90);
        if (type == typeof(Instant)) return new Instant(1_772_357_400_123_456);
        if (type.IsEnum) return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var list = Array.CreateInstance(type.GetGenericArguments()[0], 2);
            for (var i = 0; i < 2; i++) list.SetValue(Filled(type.GetGenericArguments()[0]), i);
            return list;
        }
        var made = type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length) ?? throw new NotSupportedException($"No sample of {type} is known.");
        return made.Invoke([.. made.GetParameters().Select(parameter => Filled(parameter.ParameterType))]);
    }
}
