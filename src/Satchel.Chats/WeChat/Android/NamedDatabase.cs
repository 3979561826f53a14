namespace Satchel.Chats.WeChat.Android;

/// <summary>An opened database of a source.</summary>
/// <param name="Path">Where it lies below the source's root.</param>
/// <param name="Opened">The database.</param>
internal readonly record struct NamedDatabase(string Path, OpenedDatabase Opened);
