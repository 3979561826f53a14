namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>A column of a table as <c>pragma table_info</c> tells it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type as declared, in upper case.</param>
/// <param name="NeedsValue">Whether a row without a value for it is refused.</param>
internal sealed record StoreColumn(string Name, string Type, bool NeedsValue)
{
    /// <summary>Whether it is declared to hold whole numbers.</summary>
    public bool IsInteger => Type is "INTEGER";
}
