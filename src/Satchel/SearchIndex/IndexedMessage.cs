namespace Satchel.SearchIndex;

/// <summary>What an index knows of where a message lies.</summary>
/// <param name="Row">The row of its last version.</param>
/// <param name="ChatId">Its chat.</param>
/// <param name="SentAtMillis">When its last version was sent.</param>
/// <param name="Id">The first 8 bytes of that version's id.</param>
internal readonly record struct IndexedMessage(int Row, string ChatId, long SentAtMillis, ulong Id);
