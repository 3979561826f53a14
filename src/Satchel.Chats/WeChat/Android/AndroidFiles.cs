using Satchel.Chats.WeChat.Payloads;
using Satchel.Chats.WhatsApp;

namespace Satchel.Chats.WeChat.Android;

/// <summary>Finds the files of messages: by the index of files where there is one, else by the tables of each kind and the app's rules of naming.</summary>
internal sealed class AndroidFiles : IDisposable
{
    private const int BigPicture = 20;
    private const int MaxRows = 16;

    private readonly MediaFolders _folders;
    private readonly string? _ownerId;
    private readonly List<PictureTable> _pictures = [];
    private readonly KeyedTable _videos;
    private readonly KeyedTable _documents;
    private readonly KeyedTable _stickers;
    private readonly KeyedTable? _index;
    private readonly List<string> _names = [];
    private readonly List<string> _small = [];

    public AndroidFiles(AndroidSchema schema, AndroidSchema? index, MediaFolders folders, string? ownerId, ReaderWarnings warnings)
    {
        _folders = folders;
        _ownerId = ownerId;
        foreach ((_, string table) in AndroidTables.OfMessages)
        {
            _pictures.Add(_pictures.Find(other => other.Name == table) ?? new PictureTable(schema, warnings, table));
        }

        _videos = new KeyedTable(schema, warnings, "videoinfo2", "filename", "video_path");
        _documents = new KeyedTable(schema, warnings, "appattach", "msgInfoId", "fileFullPath");
        _stickers = new KeyedTable(schema, warnings, AndroidTables.Stickers, "md5", "groupId");
        if (index is not null)
        {
            string table = index.Has("WxFileIndex3", "msgId") ? "WxFileIndex3" : "WxFileIndex2";
            _index = new KeyedTable(index, warnings, table, "msgId", "username", "msgSubType", "path");
        }
    }

    /// <summary>Where the files of a message lie or would lie, the content first; none where its kind has no file.</summary>
    public IReadOnlyList<Attachment> Find(AndroidRow row, PayloadContent content)
    {
        _names.Clear();
        _small.Clear();
        switch (content.Kind)
        {
            case MessageKind.Image:
                AddIndexed(row);
                AddPictures(row);
                break;
            case MessageKind.Voice:
                AddIndexed(row);
                AddToken(row, MediaNames.Voice);
                break;
            case MessageKind.Video:
                AddIndexed(row);
                AddVideo(row);
                break;
            case MessageKind.Sticker:
                AddSticker(row, content.Media.Count > 0 ? content.Media[0].Md5 : null);
                break;
            case MessageKind.Document:
                AddIndexed(row);
                AddDocument(row, content.Media.Count > 0 ? content.Media[0].Name : null);
                break;
            default:
                return [];
        }

        _ = _folders.TryFind(_names, out string? path);
        Attachment file = new() { Path = path };
        return _small.Count > 0 && _folders.TryFind(_small, out string? small) ? [file, new Attachment { Path = small, IsThumbnail = true }] : [file];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PictureTable table in _pictures)
        {
            table.Dispose();
        }

        _videos.Dispose();
        _documents.Dispose();
        _stickers.Dispose();
        _index?.Dispose();
    }

    private void AddIndexed(AndroidRow row)
    {
        if (_index is null)
        {
            return;
        }

        int best = 0;
        bool isThere = _index.Find(row.MessageId);
        for (int i = 0; isThere && i < MaxRows; i++, isThere = _index.Next())
        {
            string path = _index.Row.Text(2);
            if (path.Length == 0 || (_index.Row.TextOrNull(0) is { Length: > 0 } talker && talker != row.Talker))
            {
                continue;
            }

            if (MediaNames.IsThumbnail(path))
            {
                _small.Add(path);
            }
            else if (_index.Row.Integer(1) == BigPicture)
            {
                _names.Insert(best++, path);
            }
            else
            {
                _names.Add(path);
            }
        }
    }

    private void AddPictures(AndroidRow row)
    {
        _pictures[row.Key.Table].AddNames(row, _names, _small);
        if (_ownerId is not null && row.ServerId != 0 && MediaNames.Picture(MediaNames.Restored(row.Talker, _ownerId, row.ServerId, row.IsSend)) is { } restored)
        {
            _names.Add(restored);
            _small.Add(restored + "__thumb");
            _small.Add(restored.Insert(restored.LastIndexOf('/') + 1, "th_"));
        }

        if (MediaNames.Picture(row.ImgPath) is { } token)
        {
            (MediaNames.IsThumbnail(token) ? _small : _names).Add(token);
            _small.Add(token + "hd");
        }
    }

    private void AddVideo(AndroidRow row)
    {
        AddToken(row, MediaNames.Video);
        if (row.ImgPath is not { Length: > 0 } token)
        {
            return;
        }

        if (_videos.Find(token) && _videos.Row.Text(0) is { Length: > 0 } path)
        {
            _names.Add(path);
        }

        _names.RemoveAll(name => name.EndsWith(".jpg", StringComparison.OrdinalIgnoreCase));   // the index has stills as well
        _small.Add(MediaNames.VideoStill(token));
    }

    private void AddSticker(AndroidRow row, string? md5)
    {
        string? name = md5 is { Length: > 0 } ? md5 : row.ImgPath;
        if (string.IsNullOrEmpty(name))
        {
            return;
        }

        string? set = _stickers.Find(name) ? _stickers.Row.TextOrNull(0) : null;
        if (!string.IsNullOrEmpty(set))
        {
            _names.Add(MediaNames.Sticker(set, name));
        }

        _names.Add(MediaNames.Sticker(null, name));
        _small.Add(MediaNames.Sticker(set, name) + "_cover");
    }

    private void AddDocument(AndroidRow row, string? title)
    {
        bool isThere = _documents.Find(row.MessageId);
        for (int i = 0; isThere && i < MaxRows; i++, isThere = _documents.Next())
        {
            if (_documents.Row.Text(0) is { Length: > 0 } path)
            {
                _names.Add(path);
            }
        }

        if (title is { Length: > 0 } && !title.Contains('/', StringComparison.Ordinal) && _names.Count == 0)
        {
            _names.Add("Download/" + title);
            _names.Add("attachment/" + title);
        }
    }

    private void AddToken(AndroidRow row, Func<string, string> name)
    {
        if (row.ImgPath is { Length: > 0 } token && !token.Contains('/', StringComparison.Ordinal))
        {
            _names.Add(name(token));
        }
    }
}
