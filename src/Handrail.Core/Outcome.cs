using System.Diagnostics.CodeAnalysis;

namespace Handrail.Core;

/// <summary>The answer to a request: a value, or the <see cref="Core.Refusal"/> that says why not.</summary>
public readonly struct Outcome<T>
{
    readonly T? _value;

    Outcome(T? value, Refusal? refusal) => (_value, Refusal) = (value, refusal);

    /// <summary>Null when the request was granted.</summary>
    public Refusal? Refusal { get; }

    /// <summary>True with the value, or false with the refusal.</summary>
    public bool Granted([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Refusal? refusal)
    {
        (value, refusal) = (_value, Refusal);
        return refusal is null;
    }

    /// <summary>The value of a request known to be granted.</summary>
    /// <exception cref="InvalidOperationException">It was refused: a bug in the caller.</exception>
    public T Value => Refusal is null ? _value! : throw new InvalidOperationException($"Refused ({Refusal.Code}): {Refusal.Message}");

    public Outcome<U> Then<U>(Func<T, Outcome<U>> next) => Refusal is null ? next(_value!) : Refusal;

    public Outcome<U> Map<U>(Func<T, U> map) => Refusal is null ? map(_value!) : Refusal;

    public static implicit operator Outcome<T>(T value) => new(value, null);
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
