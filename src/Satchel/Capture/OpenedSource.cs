using Satchel.Chats;

namespace Satchel.Capture;

/// <summary>A source whose databases are opened as they are needed: decrypted, or with their logs folded in, where they must be.</summary>
internal sealed class OpenedSource(ChatSource source, SourceKeys keys, string scratchFolder) : IDisposable
{
    private readonly Dictionary<string, OpenedDatabase> _databases = [];
    private readonly Dictionary<string, ChatFormatException> _failures = [];
    private IChatReader? _reader;

    /// <summary>The source.</summary>
    public ChatSource Source { get; } = source;

    /// <summary>What the reader warns of, if there is one.</summary>
    public IReadOnlyCollection<string> Warnings => _reader?.Warnings ?? [];

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
            opened = Source.Format.OpenDatabase(Source, null, database, keys, scratchFolder, cancellationToken);
        }
        catch (ChatFormatException e)
        {
            _failures[database.Path] = e;
            throw;
        }

        return _databases[database.Path] = opened;
    }

    /// <summary>Opens the reader of the messages, once.</summary>
    /// <param name="accountId">The owner, where the source may not tell.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="ChatFormatException">The messages' database cannot be opened.</exception>
    public IChatReader Read(string? accountId, CancellationToken cancellationToken)
    {
        if (_reader is not null)
        {
            return _reader;
        }

        foreach (SourceDatabase database in Source.Databases.Where(d => d.Role != DatabaseRole.Other))
        {
            try
            {
                Open(database, cancellationToken);
            }
            catch (ChatFormatException) when (database.Role != DatabaseRole.Messages)
            {
                // Without the contacts the messages lack names; whoever keeps the file says what is wrong with it.
            }
        }

        return _reader = Source.Format.OpenReader(Source, _databases, new ReaderOptions(accountId));
    }

    /// <summary>Closes everything, so that it is opened anew.</summary>
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
    public void Dispose() => Close();
}
