namespace Satchel.Server.Notices;

/// <summary>A letter before it is written out: what it says, in one language.</summary>
/// <param name="Subject">The subject, which is its heading as well.</param>
/// <param name="Paragraphs">What it says.</param>
/// <param name="Facts">What it names, as a list; may be none.</param>
/// <param name="Action">What can be done about it: a label, and an address or a path on this server; null where there is nothing.</param>
internal sealed record Letter(string Subject, IReadOnlyList<string> Paragraphs, IReadOnlyList<LetterFact> Facts, LetterAction? Action);
