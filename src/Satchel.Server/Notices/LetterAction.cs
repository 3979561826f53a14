namespace Satchel.Server.Notices;

/// <summary>What the reader of a letter can do.</summary>
/// <param name="Label">What the link says.</param>
/// <param name="Address">An address, or a path on this server: <c>/account</c>.</param>
internal sealed record LetterAction(string Label, string Address);
