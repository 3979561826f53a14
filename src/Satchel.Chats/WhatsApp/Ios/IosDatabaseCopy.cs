namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>Copies of databases that lie in a container, with what lies beside them there.</summary>
internal static class IosDatabaseCopy
{
    private static readonly string[] Suffixes = ["", "-wal", "-journal"];

    /// <summary>Copies a database, its log and its journal to a scratch folder, and gives the copy's path.</summary>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.BrokenReference"/>: it is not there.</exception>
    public static string Make(ISourceFiles files, string path, string scratchFolder, CancellationToken cancellationToken)
    {
        string copy = Sqlite.SqliteQuietCopy.ScratchPath(scratchFolder);
        try
        {
            foreach (string suffix in Suffixes)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (files.Find(path + suffix) is { Kind: SourceFileKind.File } file)
                {
                    using Stream content = files.Open(file);
                    using FileStream output = new(copy + suffix, FileMode.CreateNew, FileAccess.Write);
                    content.CopyTo(output);
                }
                else if (suffix.Length == 0)
                {
                    throw new ChatFormatException(ChatFormatProblem.BrokenReference, path, "is not in the backup");
                }
            }

            return copy;
        }
        catch
        {
            Delete(copy);
            throw;
        }
    }

    /// <summary>Deletes a copy and what was copied beside it.</summary>
    public static void Delete(string? copy)
    {
        foreach (string suffix in Suffixes)
        {
            if (copy is not null)
            {
                File.Delete(copy + suffix);
            }
        }
    }
}
