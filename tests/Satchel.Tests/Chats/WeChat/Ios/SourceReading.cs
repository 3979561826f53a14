using Satchel.Chats;

namespace Satchel.Tests.Chats.WeChat.Ios;

/// <summary>A source that was opened as a backup opens it: its container, its databases, its reader.</summary>
internal sealed class SourceReading : IDisposable
{
    private readonly string _scratch = Directory.CreateTempSubdirectory("satchel-scratch-").FullName;
    private readonly Dictionary<string, OpenedDatabase> _databases = [];
    private readonly ISourceFiles? _files;

    public SourceReading(ChatSource source, ReaderOptions? options = null, SourceKeys? keys = null)
    {
        SourceKeys given = keys ?? SourceKeys.None;
        try
        {
            _files = source.Format.OpenFiles(source, given, _scratch, CancellationToken.None);
            Source = _files?.Complete(source) ?? source;
            foreach (SourceDatabase database in Source.Databases.Where(d => d.Role != DatabaseRole.Other))
            {
                try
                {
                    _databases[database.Path] = source.Format.OpenDatabase(Source, _files, database, given, _scratch, CancellationToken.None);
                }
                catch (ChatFormatException)
                {
                    // As a backup does, it goes on without.
                }
            }

            Reader = source.Format.OpenReader(Source, _databases, (options ?? new ReaderOptions()) with { Files = _files, Keys = given });
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public ChatSource Source { get; } = null!;

    public IChatReader Reader { get; } = null!;

    public void Dispose()
    {
        Reader?.Dispose();
        foreach (OpenedDatabase database in _databases.Values)
        {
            database.Dispose();
        }

        _files?.Dispose();
        Directory.Delete(_scratch, recursive: true);
    }
}
