namespace Satchel.Chats.Sqlite;

/// <summary>What a page is for, in the pointer map of an auto-vacuum database.</summary>
internal enum SqlitePointer : byte
{
    Root = 1,
    Free = 2,
    FirstOverflow = 3,
    NextOverflow = 4,
    Tree = 5,
}
