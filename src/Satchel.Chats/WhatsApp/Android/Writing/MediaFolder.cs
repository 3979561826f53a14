using System.Buffers;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>
/// The files of messages, as they are put below the WhatsApp folder. A name stays where it is one of the app's own; never does one content take the
/// place of another, neither here nor on the phone whose store is written into.
/// </summary>
internal sealed class MediaFolder : IDisposable
{
    private const int MaxThumbnailBytes = 1 << 20;

    private readonly string _root;
    private readonly bool _withoutContents;
    private readonly LossList _losses;
    private readonly MediaNames _names;
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _take;

    /// <param name="store">The store; a temporary table of it keeps which names are taken.</param>
    /// <param name="root">The folder that stands for the WhatsApp folder until all is done.</param>
    /// <param name="product">What folders are called by: <c>WhatsApp</c>, or <c>WhatsApp Business</c>.</param>
    /// <param name="withoutContents">Copy nothing.</param>
    /// <param name="losses">Takes what is not there.</param>
    public MediaFolder(TargetStore store, string root, string product, bool withoutContents, LossList losses)
    {
        _root = root;
        _withoutContents = withoutContents;
        _losses = losses;
        _names = new MediaNames(product);
        store.Database.Execute("CREATE TEMP TABLE media_names (path TEXT PRIMARY KEY COLLATE NOCASE, hash TEXT) WITHOUT ROWID");
        if (!store.IsNew && store.Has("message_media", "file_path") && store.Has("message_media", "file_hash"))
        {
            store.Database.Execute("INSERT OR IGNORE INTO media_names SELECT file_path, file_hash FROM message_media WHERE file_path IS NOT NULL");
        }

        _find = store.Database.Prepare("SELECT hash FROM media_names WHERE path = ?1");
        _take = store.Database.Prepare("INSERT INTO media_names (path, hash) VALUES (?1, ?2)");
    }

    /// <summary>Copies a message's file; null where it has none.</summary>
    public async ValueTask<StoredMedia?> StoreAsync(Message message, bool fromMe, IAttachmentContents contents, CancellationToken cancellationToken)
    {
        if (message.Attachments.Count == 0)
        {
            return null;
        }

        Attachment file = message.Attachments[0];
        Attachment? thumbnail = message.Attachments.Count > 1 ? message.Attachments[1] : null;
        if (file.IsThumbnail)
        {
            (thumbnail, file) = (file, new Attachment { Mime = DefaultMime(message.Kind), Missing = true });
        }

        if (message.Attachments.Count(attachment => !attachment.IsThumbnail) > 1)
        {
            _losses.Add(message.Kind, AndroidLosses.FurtherFiles);
        }

        string? own = MediaNames.IsOwn(file.Path) ? file.Path : null;
        if (_withoutContents)
        {
            return Without(message, file, own);
        }

        StoredMedia? stored = file.Missing ? null : await CopyAsync(message, file, own, fromMe, contents, cancellationToken).ConfigureAwait(false);
        if (stored is not null)
        {
            return stored;
        }

        _losses.Add(message.Kind, AndroidLosses.FileMissing);
        byte[]? picture = thumbnail is null ? null : await ReadThumbnailAsync(thumbnail, contents, cancellationToken).ConfigureAwait(false);
        return new StoredMedia(file, own, IsThere: false, file.LengthBytes, file.Sha256, picture);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _find.Dispose();
        _take.Dispose();
    }

    private StoredMedia Without(Message message, Attachment file, string? own)
    {
        if (file.Missing)
        {
            _losses.Add(message.Kind, AndroidLosses.FileMissing);
        }

        return new StoredMedia(file, own, IsThere: false, file.LengthBytes, file.Sha256, null);
    }

    private async ValueTask<StoredMedia?> CopyAsync(Message message, Attachment file, string? own, bool fromMe, IAttachmentContents contents, CancellationToken cancellationToken)
    {
        if (own is not null && file.Sha256 is { } told && Find(own) == Convert.ToBase64String(told) && File.Exists(Full(own)))
        {
            return new StoredMedia(file, own, IsThere: true, new FileInfo(Full(own)).Length, told, null);   // forwarded, and here already
        }

        Stream? content = await contents.OpenAsync(file, cancellationToken).ConfigureAwait(false);
        if (content is null)
        {
            return null;
        }

        await using (content.ConfigureAwait(false))
        {
            string part = Path.Join(_root, "content.part");
            Directory.CreateDirectory(_root);
            (long length, byte[] hash) = await ContentFile.WriteAsync(part, content, cancellationToken).ConfigureAwait(false);
            string path = Place(message, file, own, fromMe, Convert.ToBase64String(hash), out bool isHere);
            if (isHere)
            {
                File.Delete(part);
            }
            else
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Full(path))!);
                File.Move(part, Full(path), overwrite: true);
                File.SetLastWriteTimeUtc(Full(path), DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(message.SentAtMillis, 0, WhatsAppLimits.MaxTimeMillis)).UtcDateTime);
            }

            return new StoredMedia(file, path, IsThere: true, length, hash, null);
        }
    }

    // The first name that is free, or that has the same content.
    private string Place(Message message, Attachment file, string? own, bool fromMe, string hash, out bool isHere)
    {
        IEnumerable<string> names = _names.For(message, file, fromMe);
        foreach (string path in own is null ? names : names.Prepend(own))
        {
            string? taken = Find(path);
            if (taken is null)
            {
                Take(path, hash);
                isHere = false;
                return path;
            }

            if (taken == hash)
            {
                isHere = File.Exists(Full(path));
                return path;
            }
        }

        throw new InvalidOperationException("The names of files have no end.");
    }

    // The hash of what has the name; empty where that is not known; null where the name is free.
    private string? Find(string path)
    {
        _find.Bind(1, path);
        string? hash = _find.Step() ? _find.Text(0) : null;
        _find.Reset();
        return hash;
    }

    private void Take(string path, string hash)
    {
        _take.Bind(1, path);
        _take.Bind(2, hash);
        _ = _take.Step();
        _take.Reset();
    }

    private static async ValueTask<byte[]?> ReadThumbnailAsync(Attachment thumbnail, IAttachmentContents contents, CancellationToken cancellationToken)
    {
        Stream? content = await contents.OpenAsync(thumbnail, cancellationToken).ConfigureAwait(false);
        if (content is null)
        {
            return null;
        }

        await using (content.ConfigureAwait(false))
        {
            byte[] picture = ArrayPool<byte>.Shared.Rent(MaxThumbnailBytes + 1);
            try
            {
                int read = await content.ReadAtLeastAsync(picture.AsMemory(0, MaxThumbnailBytes + 1), MaxThumbnailBytes + 1, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                return read is > 0 and <= MaxThumbnailBytes ? picture[..read] : null;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(picture);
            }
        }
    }

    private static string DefaultMime(MessageKind kind) => kind switch
    {
        MessageKind.Image => "image/jpeg",
        MessageKind.Video or MessageKind.VideoNote or MessageKind.Gif => "video/mp4",
        MessageKind.Audio or MessageKind.Voice => "audio/ogg; codecs=opus",
        MessageKind.Sticker => "image/webp",
        _ => "application/octet-stream",
    };

    private string Full(string path) => Path.Join(_root, path);
}
