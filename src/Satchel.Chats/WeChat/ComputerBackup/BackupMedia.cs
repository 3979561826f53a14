using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp;

namespace Satchel.Chats.WeChat.ComputerBackup;

/// <summary>Finds the pieces of a file of a message. An interrupted backup leaves pieces that are there twice, holes, and files that never came.</summary>
internal sealed class BackupMedia : IDisposable
{
    private const string ThumbnailEnding = "__thumb";
    private const int BlockBytes = 16;

    private readonly BackupFiles _files;
    private readonly BackupKey _key;
    private readonly ReaderWarnings _warnings;
    private readonly SqliteStatement? _ids;
    private readonly SqliteStatement? _pieces;

    /// <param name="database">The backup's database, in which this makes temporary tables: nothing says that its own have indexes.</param>
    /// <param name="schema">What tables it has.</param>
    /// <param name="files">The containers.</param>
    /// <param name="key">Their key.</param>
    /// <param name="warnings">Takes what is not as it should be.</param>
    public BackupMedia(SqliteDatabase database, BackupSchema schema, BackupFiles files, BackupKey key, ReaderWarnings warnings)
    {
        _files = files;
        _key = key;
        _warnings = warnings;
        if (!schema.Has("MsgFileSegment"))
        {
            return;
        }

        database.Execute("CREATE TEMP TABLE media_ids (name TEXT, id INTEGER)");
        if (schema.Has("MediaStr2ID"))
        {
            database.Execute("INSERT INTO temp.media_ids SELECT UsrName, rowid FROM MediaStr2ID");
        }

        if (schema.Has("MsgMedia"))
        {
            database.Execute("INSERT INTO temp.media_ids SELECT DISTINCT MediaIdStr, MediaId FROM MsgMedia WHERE MediaIdStr IS NOT NULL AND MediaIdStr NOT IN (SELECT name FROM temp.media_ids WHERE name IS NOT NULL)");
        }

        database.Execute("CREATE INDEX temp.media_ids_by_name ON media_ids (name)");
        database.Execute("CREATE TEMP TABLE pieces AS SELECT MapKey AS id, InnerOffSet AS inside, Length AS length, TotalLen AS total, OffSet AS offset, FileName AS file FROM MsgFileSegment");
        database.Execute("CREATE INDEX temp.pieces_by_id ON pieces (id, inside)");
        _ids = database.Prepare("SELECT id FROM temp.media_ids WHERE name = ?1");
        _pieces = database.Prepare("SELECT inside, length, total, offset, file FROM temp.pieces WHERE id = ?1 ORDER BY inside, length DESC, offset");
    }

    /// <summary>The files of a message: first those that are wanted, then thumbnails.</summary>
    public IReadOnlyList<Attachment> Find(BackupItem item)
    {
        if (_pieces is null || item.Media.Count == 0)
        {
            return [];
        }

        List<Attachment> found = [];
        List<Attachment> thumbnails = [];
        foreach (string name in item.Media)
        {
            bool isThumbnail = name.EndsWith(ThumbnailEnding, StringComparison.Ordinal);
            if (FindPieces(name) is Attachment attachment)
            {
                (isThumbnail ? thumbnails : found).Add(isThumbnail ? attachment with { IsThumbnail = true, Mime = "image/jpeg" } : attachment);
            }
            else if (!isThumbnail)
            {
                found.Add(new Attachment());   // sent for, and never came
            }
        }

        // A thumbnail stands for the file before it, also for one that the backup does not name.
        return found.Count == 0 && thumbnails.Count > 0 ? [new Attachment(), .. thumbnails] : [.. found, .. thumbnails];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ids?.Dispose();
        _pieces?.Dispose();
    }

    private Attachment? FindPieces(string name)
    {
        _ids!.Bind(1, name);
        long? id = _ids.Step() ? _ids.Integer(0) : null;
        _ids.Reset();
        if (id is not long known)
        {
            return null;
        }

        List<FileSlice> slices = [];
        long covered = 0;
        long total = 0;
        bool hasHole = false;
        _pieces!.Bind(1, known);
        while (!hasHole && slices.Count < BackupLimits.MaxPieces && _pieces.Step())
        {
            hasHole = !Take(slices, ref covered, ref total);
        }

        _pieces.Reset();
        if (slices.Count == 0)
        {
            return null;
        }

        bool isPart = hasHole || covered < total;
        if (isPart)
        {
            _warnings.Add("a file is not whole in the backup, which was interrupted; what there is of it is kept");
        }

        return new Attachment { Slices = slices, Coding = AttachmentCodings.Backup(_key.Bytes, isPart) };
    }

    // Takes what the piece adds to those before; false where something before it is not there.
    private bool Take(List<FileSlice> slices, ref long covered, ref long total)
    {
        (long inside, long length, long offset, string file) = (_pieces!.Integer(0), _pieces.Integer(1), _pieces.Integer(3), _pieces.Text(4));
        if (inside < 0 || length <= 0 || offset < 0 || inside > long.MaxValue - length || inside % BlockBytes != 0 || length % BlockBytes != 0 || !BackupNames.IsContainer(file))
        {
            _warnings.Add("a piece of a file has impossible numbers and is left out");
            return true;
        }

        total = _pieces.Integer(2);
        if (inside + length <= covered)
        {
            return true;   // sent again after a break
        }

        long known = covered - inside;
        if (known < 0 || offset > _files.LengthOf(file) - length)
        {
            return false;
        }

        slices.Add(new FileSlice(file, offset + known, length - known));
        covered = inside + length;
        return true;
    }
}
