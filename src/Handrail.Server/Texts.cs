namespace Handrail.Server;

/// <summary>The name under which translations of the pages' texts are found. The key of a text is its English wording.</summary>
public sealed class Texts;
