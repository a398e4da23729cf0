namespace Handrail.Core.Publishing.Access;

/// <summary>To whom a text is open. In this order, because whoever reads the later also reads the earlier.</summary>
public enum Secrecy
{
    /// <summary>Everybody in the organization.</summary>
    Open,
    /// <summary>Whom it names, who is responsible for it and who works on it; auditors and administrators.</summary>
    Restricted,
    /// <summary>Whom it names, who is responsible for it and who works on it; administrators.</summary>
    Secret,
}

/// <summary>The words organizations classify their documents with, read as one of three.</summary>
public static class Classification
{
    static readonly Dictionary<string, Secrecy> Words = new()
    {
        ["public"] = Secrecy.Open, ["open"] = Secrecy.Open, ["unclassified"] = Secrecy.Open, ["internal"] = Secrecy.Open, ["internal use"] = Secrecy.Open, ["internal use only"] = Secrecy.Open,
        ["tlp clear"] = Secrecy.Open, ["tlp white"] = Secrecy.Open, ["tlp green"] = Secrecy.Open,
        ["restricted"] = Secrecy.Restricted, ["confidential"] = Secrecy.Restricted, ["sensitive"] = Secrecy.Restricted, ["tlp amber"] = Secrecy.Restricted,
        ["secret"] = Secrecy.Secret, ["top secret"] = Secrecy.Secret, ["strictly confidential"] = Secrecy.Secret, ["highly confidential"] = Secrecy.Secret, ["tlp amber strict"] = Secrecy.Secret, ["tlp red"] = Secrecy.Secret,
    };

    /// <summary>A word nobody here knows was written to keep somebody out, so it does not let everybody in.</summary>
    public static Secrecy Of(string? classification) => string.IsNullOrWhiteSpace(classification) ? Secrecy.Open : Words.GetValueOrDefault(Plain(classification), Secrecy.Restricted);

    public static bool IsKnown(string classification) => Words.ContainsKey(Plain(classification));

    /// <summary>"TLP:RED" and "Strictly-Confidential" without what varies.</summary>
    static string Plain(string classification) => string.Join(' ', new string([.. classification.ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
