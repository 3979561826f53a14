using Satchel.Chats;
using Satchel.Spool;

namespace Satchel.Migrating;

/// <summary>A store of the target's format, opened: the phone's own that a migration starts from, or the one that it wrote.</summary>
internal sealed class TargetBase : IDisposable
{
    private readonly Dictionary<string, OpenedDatabase> _databases = new(StringComparer.Ordinal);
    private readonly ISourceFiles? _files;
    private IChatReader? _reader;

    private TargetBase(ChatSource source, ISourceFiles? files)
    {
        Source = files?.Complete(source) ?? source;
        _files = files;
    }

    /// <summary>What was found.</summary>
    public ChatSource Source { get; }

    /// <summary>The owner, as the store tells.</summary>
    public Account Account => _reader!.Account;

    /// <summary>What a writer is given.</summary>
    public WriterBase Base => new(Source, _files, _databases);

    /// <summary>Opens the only store of a format at a path.</summary>
    /// <exception cref="ChatFormatException">There is none, or there are several, or it cannot be read.</exception>
    /// <exception cref="FileNotFoundException">There is no such path.</exception>
    public static TargetBase Open(IChatWriterFormat format, string path, SourceKeys keys, ReaderOptions told, string scratchFolder, CancellationToken cancellationToken)
    {
        ScratchFile.CreateFolder(scratchFolder);
        List<string> unreadable = [];
        IReadOnlyList<IChatFormat> formats = [.. ChatFormats.All.Where(f => f.App == format.App && f.Platform == format.Platform)];
        List<ChatSource> found = [.. Backup.FindSources(path, formats, unreadable, cancellationToken)
            .SelectMany(s => Backup.Split(s, keys, scratchFolder, cancellationToken))];
        if (found.Count != 1)
        {
            string what = found.Count == 0 ? $"nothing here is a store that {format.Name} writes" : $"{found.Count} stores that {format.Name} writes are here: {string.Join(", ", found.Select(f => f.Root))}";
            throw new ChatFormatException(found.Count == 0 ? ChatFormatProblem.NotThisFormat : ChatFormatProblem.NothingChosen, path, what);
        }

        ChatSource source = found[0];
        ISourceFiles? files = source.Format.OpenFiles(source, keys, scratchFolder, cancellationToken);
        TargetBase opened = new(source, files);
        try
        {
            opened.OpenDatabases(keys, scratchFolder, cancellationToken);
            opened._reader = opened.Source.Format.OpenReader(opened.Source, opened._databases, told with { AccountId = told.AccountId ?? opened.Source.AccountId, Keys = keys, Files = files });
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Counts its messages by kind.</summary>
    public long[] CountKinds(CancellationToken cancellationToken)
    {
        long[] counts = KindCounts.None();
        foreach (Message message in _reader!.ReadMessages(cancellationToken))
        {
            counts[(int)message.Kind]++;
        }

        return counts;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader?.Dispose();
        foreach (OpenedDatabase database in _databases.Values)
        {
            database.Dispose();
        }

        _files?.Dispose();
    }

    private void OpenDatabases(SourceKeys keys, string scratchFolder, CancellationToken cancellationToken)
    {
        foreach (SourceDatabase database in Source.Databases.Where(d => d.Role != DatabaseRole.Other))
        {
            try
            {
                _databases[database.Path] = Source.Format.OpenDatabase(Source, _files, database, keys, scratchFolder, cancellationToken);
            }
            catch (ChatFormatException) when (database.Role != DatabaseRole.Messages)
            {
                // Without the contacts the store lacks names, and is written all the same.
            }
        }
    }
}
