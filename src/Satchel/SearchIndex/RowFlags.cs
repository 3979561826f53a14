namespace Satchel.SearchIndex;

/// <summary>What is so of a version of a message. The numbers are stored.</summary>
[Flags]
internal enum RowFlags : byte
{
    None = 0,

    /// <summary>It is the last version of its message: rows up to the next with this flag are of one message.</summary>
    Last = 1,

    /// <summary>The owner sent it.</summary>
    Outgoing = 2,

    /// <summary>Something came with it that is a file.</summary>
    HasFiles = 4,
}
