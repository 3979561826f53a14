namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>What a run wrote, and what was there before it.</summary>
/// <param name="IsNewStore">Whether the store was made by the run.</param>
/// <param name="OldMessages">How many messages there were.</param>
/// <param name="LastOldRow">The highest row number that a table had, by its name.</param>
/// <param name="Chats">The chats that messages were put into: the row, and whether the run made it.</param>
internal sealed record WrittenRows(bool IsNewStore, long OldMessages, Func<string, long> LastOldRow, IReadOnlyList<(long Row, bool IsNew)> Chats);
