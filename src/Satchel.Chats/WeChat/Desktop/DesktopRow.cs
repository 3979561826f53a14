namespace Satchel.Chats.WeChat.Desktop;

/// <summary>A row of messages, and what it tells of its files beside the payload.</summary>
/// <param name="RowId">Its number in its table, which is its local id.</param>
/// <param name="Row">What all stores share.</param>
internal sealed record DesktopRow(long RowId, WeChatRow Row)
{
    /// <summary>Where the row says that the file lies, below the root; null where it does not say.</summary>
    public string? FilePath { get; init; }

    /// <summary>Where the row says that the small picture lies.</summary>
    public string? ThumbnailPath { get; init; }

    /// <summary>What the file's name begins with (4.x): 32 hex digits.</summary>
    public string? FileStem { get; init; }
}
