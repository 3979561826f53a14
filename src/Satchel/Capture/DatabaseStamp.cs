using Satchel.Chats;

namespace Satchel.Capture;

/// <summary>A database's file and the files beside it that belong to it, at one moment.</summary>
/// <param name="Main">The file; null where it is not there.</param>
/// <param name="Log">Its write-ahead log; null where it has none.</param>
/// <param name="Journal">Its rollback journal; null where it has none.</param>
internal readonly record struct DatabaseStamp(FileStamp? Main, FileStamp? Log, FileStamp? Journal)
{
    /// <summary>What names of files beside a database end in.</summary>
    public static IReadOnlyList<string> Suffixes { get; } = ["-wal", "-shm", "-journal"];

    /// <summary>The files that hold further messages of it.</summary>
    public IReadOnlyList<FileStamp?> Companions { get; init; } = [];

    /// <summary>A number for all of it.</summary>
    public ulong Hash => FileMemory.StampOf([Main, Log, Journal, .. Companions]);

    /// <summary>Looks.</summary>
    public static DatabaseStamp Read(SourceTree tree, SourceDatabase database) =>
        new(tree.StampOf(database.Path), tree.StampOf(database.Path + "-wal"), tree.StampOf(database.Path + "-journal"))
        {
            Companions = [.. database.Companions.Select(tree.StampOf)],
        };
}
