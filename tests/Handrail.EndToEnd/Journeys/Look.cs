using Handrail.EndToEnd.Harness;

namespace Handrail.EndToEnd.Journeys;

/// <summary>Looks at page after page and says at the end what is wrong on any of them.</summary>
sealed class Look(Visit usual)
{
    readonly List<Exception> _failures = [];

    /// <summary>Goes to a page of the first visit and looks at it.</summary>
    public async Task At(string name, string path)
    {
        await usual.Page.GotoAsync(path);
        await Here(name);
    }

    /// <summary>Looks at where the first visit is, or the one that is given.</summary>
    public async Task Here(string name, Visit? visit = null)
    {
        try
        {
            await (visit ?? usual).Inspect(name);
        }
        catch (Xunit.Sdk.XunitException wrong)
        {
            _failures.Add(wrong);
        }
    }

    public void Conclude() => Assert.True(_failures.Count == 0, string.Join("\n\n", _failures.Select(failure => failure.Message)));
}
