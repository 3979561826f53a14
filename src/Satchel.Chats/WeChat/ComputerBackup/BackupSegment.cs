namespace Satchel.Chats.WeChat.ComputerBackup;

/// <summary>Where some messages of one chat lie.</summary>
/// <param name="Row">The row that says so.</param>
/// <param name="ChatId">The chat.</param>
/// <param name="File">The container.</param>
/// <param name="Offset">Where in it.</param>
/// <param name="LengthBytes">How long.</param>
internal sealed record BackupSegment(long Row, string ChatId, string File, long Offset, long LengthBytes);
