namespace Satchel.Server.Notices;

/// <summary>Something that a letter names: <c>Amount: ¥180.00</c>.</summary>
internal sealed record LetterFact(string Label, string Value);
