namespace Satchel.Chats.WeChat.Ios;

/// <summary>A row of a chat's table.</summary>
/// <param name="Table">The table.</param>
/// <param name="RowId">The row's number.</param>
/// <param name="LocalId">The number that names its files.</param>
/// <param name="Row">What it says.</param>
internal sealed record WeChatIosRow(ChatTable Table, long RowId, long LocalId, WeChatRow Row);
