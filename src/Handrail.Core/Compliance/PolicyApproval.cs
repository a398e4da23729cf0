using Handrail.Core.Publishing;

namespace Handrail.Core.Compliance;

/// <summary>Who may bring a policy into force: an administrator who changed no word of it. Whoever is alone in the organization may, and the record says so.</summary>
public static class PolicyApproval
{
    public const string Meaning = "approved for use";

    /// <param name="authors">The ids of everybody who wrote in the draft.</param>
    /// <param name="people">The members of the organization.</param>
    public static Outcome<SigningRight> RightOf(Person by, IReadOnlyCollection<string> authors, IReadOnlyList<Person> people)
    {
        if (!by.IsAdministrator) return new Refusal.Forbidden("A policy binds everybody, so an administrator approves it.");
        if (!authors.Contains(by.Id)) return new SigningRight(null, null, false);
        return people is [var only] && only.Id == by.Id
            ? new SigningRight(null, null, true)
            : new Refusal.Forbidden("You wrote in this draft, so another administrator has to approve it. An administrator can invite one, or make a member one.");
    }
}
