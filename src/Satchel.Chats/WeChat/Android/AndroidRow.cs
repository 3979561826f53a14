namespace Satchel.Chats.WeChat.Android;

/// <summary>A row of a table of messages.</summary>
/// <param name="Table">Which of <see cref="AndroidTables.OfMessages"/>.</param>
/// <param name="RowId">Its number in the file.</param>
internal readonly record struct RowKey(int Table, long RowId);

/// <summary>The columns of a row of messages that are read.</summary>
internal sealed record AndroidRow
{
    /// <summary>Where it stands.</summary>
    public required RowKey Key { get; init; }

    /// <summary>The local number, by which tables of files name the message.</summary>
    public long MessageId { get; init; }

    /// <summary>The server's number; 0 where it has none.</summary>
    public long ServerId { get; init; }

    /// <summary>The type with its flags.</summary>
    public long Type { get; init; }

    /// <summary>How far it got.</summary>
    public long Status { get; init; }

    /// <summary>Whether the owner sent it.</summary>
    public bool IsSend { get; init; }

    /// <summary>When, in milliseconds as stored.</summary>
    public long Millis { get; init; }

    /// <summary>The chat.</summary>
    public required string Talker { get; init; }

    /// <summary>The content.</summary>
    public string? Content { get; init; }

    /// <summary>The token of its file.</summary>
    public string? ImgPath { get; init; }

    /// <summary>The <c>msgsource</c> XML that its buffer holds.</summary>
    public string? Source { get; init; }
}
