using Satchel.Chats;

namespace Satchel.Capture;

/// <summary>
/// A source that was opened: its container, if it lies in one, and its databases as they are needed: decrypted, or with their logs folded in, where they
/// must be.
/// </summary>
internal sealed class OpenedSource : IDisposable
{
    private readonly SourceKeys _keys;
    private readonly string _scratchFolder;
    private readonly ISourceFiles? _files;
    private readonly Dictionary<string, OpenedDatabase> _databases = [];
    private readonly Dictionary<string, ChatFormatException> _failures = [];
    private IChatReader? _reader;

    private OpenedSource(ChatSource source, ISourceFiles? files, SourceKeys keys, string scratchFolder)
    {
        _keys = keys;
        _scratchFolder = scratchFolder;
        _files = files;
        Source = source;
        Tree = new SourceTree(source, files);
    }

    /// <summary>The source, with all that its opened container tells.</summary>
    public ChatSource Source { get; }

    /// <summary>Its files.</summary>
    public SourceTree Tree { get; }

    /// <summary>Whether a database with messages could not be opened, so that what is not read is not gone.</summary>
    public bool LacksMessages { get; private set; }

    /// <summary>What the reader warns of, if there is one.</summary>
    public IReadOnlyCollection<string> Warnings => _reader?.Warnings ?? [];

    /// <summary>Opens a source.</summary>
    /// <exception cref="ChatFormatException">Its container is damaged, or no key opens it.</exception>
    public static OpenedSource Open(ChatSource source, SourceKeys keys, string scratchFolder, CancellationToken cancellationToken)
    {
        ISourceFiles? files = source.Format.OpenFiles(source, keys, scratchFolder, cancellationToken);
        try
        {
            return new OpenedSource(files?.Complete(source) ?? source, files, keys, scratchFolder);
        }
        catch
        {
            files?.Dispose();
            throw;
        }
    }

    /// <summary>Opens a database, once.</summary>
    /// <exception cref="ChatFormatException">It cannot be opened.</exception>
    public OpenedDatabase Open(SourceDatabase database, CancellationToken cancellationToken)
    {
        if (_failures.TryGetValue(database.Path, out ChatFormatException? failure))
        {
            throw failure;
        }

        if (_databases.TryGetValue(database.Path, out OpenedDatabase? opened))
        {
            return opened;
        }

        try
        {
            opened = Source.Format.OpenDatabase(Source, _files, database, _keys, _scratchFolder, cancellationToken);
        }
        catch (ChatFormatException e)
        {
            _failures[database.Path] = e;
            throw;
        }

        return _databases[database.Path] = opened;
    }

    /// <summary>Opens the reader of the messages, once.</summary>
    /// <param name="options">What the person said, and who is taken for the owner where the source may not tell.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="ChatFormatException">The messages' database cannot be opened.</exception>
    public IChatReader Read(ReaderOptions options, CancellationToken cancellationToken)
    {
        if (_reader is not null)
        {
            return _reader;
        }

        bool hasMessages = false;
        ChatFormatException? failure = null;
        foreach (SourceDatabase database in Source.Databases.Where(d => d.Role != DatabaseRole.Other))
        {
            try
            {
                Open(database, cancellationToken);
                hasMessages |= database.Role == DatabaseRole.Messages;
            }
            catch (ChatFormatException e)
            {
                // Without the contacts the messages lack names, without one of several databases some of them; whoever keeps the file says what is wrong with it.
                failure ??= database.Role == DatabaseRole.Messages ? e : null;
            }
        }

        LacksMessages = failure is not null;
        return failure is not null && !hasMessages
            ? throw failure
            : _reader = Source.Format.OpenReader(Source, _databases, options with { Keys = _keys, Files = _files });
    }

    /// <summary>Closes the databases, so that they are opened anew.</summary>
    public void Close()
    {
        _reader?.Dispose();
        _reader = null;
        foreach (OpenedDatabase database in _databases.Values)
        {
            database.Dispose();
        }

        _databases.Clear();
        _failures.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _files?.Dispose();
    }
}
