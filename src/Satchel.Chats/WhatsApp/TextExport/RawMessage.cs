namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>A message as it stands in the text: its stamp and what follows, over all its lines.</summary>
/// <param name="Header">The stamp.</param>
/// <param name="Number">Its number in the text, from 0.</param>
/// <param name="Rest">What follows the stamp; lines are parted by <c>\n</c>.</param>
internal readonly record struct RawMessage(ExportHeader Header, long Number, string Rest);
