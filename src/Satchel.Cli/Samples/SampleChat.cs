namespace Satchel.Cli.Samples;

/// <summary>A made-up chat.</summary>
/// <param name="RowId">Its row in <c>chat</c>.</param>
/// <param name="JidRowId">The row of its id in <c>jid</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Members">The rows in <c>jid</c> of those in it; for a chat with one person, that person.</param>
/// <param name="Language">What it is written in.</param>
internal sealed record SampleChat(long RowId, long JidRowId, SampleChatKind Kind, long[] Members, SampleLanguage Language);
