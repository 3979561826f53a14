namespace Satchel.Server.Pages.Texts;

/// <summary>The public page.</summary>
internal static class FrontTexts
{
    public static readonly Text Title = new("A safe place for your chat history", "为你的聊天记录找一个安全的地方");
}
