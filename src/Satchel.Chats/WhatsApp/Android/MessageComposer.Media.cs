using System.Buffers.Text;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android;

/// <content>Files, embedded thumbnails, and what comes with them.</content>
internal sealed partial class MessageComposer
{
    private const int Sha256Bytes = 32;

    private IReadOnlyList<Attachment> ReadAttachments(MessageRow row, MessagePass pass, bool hasMedia, ref MessageKind kind, ref string? text)
    {
        Attachment? file = null;
        if (hasMedia)
        {
            SqliteStatement media = pass.Media.Row;
            string? caption = media.TextOrNull(6);
            text ??= string.IsNullOrEmpty(caption) ? null : caption;
            file = ReadFile(media);
        }
        else if (row.Legacy is { } legacy && MessageTypes.IsMedia(kind))
        {
            text = string.IsNullOrEmpty(legacy.Caption) ? null : legacy.Caption;
            file = ReadLegacyFile(legacy);
        }

        if (kind == MessageKind.Audio && (row.Origin == 1 || IsVoiceNote(file?.Path)))
        {
            kind = MessageKind.Voice;
        }

        Attachment? thumbnail = MessageTypes.IsMedia(kind) ? ReadThumbnail(row, pass) : null;
        return (file, thumbnail) switch
        {
            (null, null) => [],
            (not null, null) => [file],
            (null, not null) => [thumbnail],
            _ => [file, thumbnail],
        };
    }

    private Attachment ReadFile(SqliteStatement media)
    {
        string? path = MediaPath(media.TextOrNull(1));
        long size = media.Integer(2);
        long length = size > 0 ? size : media.Integer(3);
        return new Attachment
        {
            Name = NameOf(media.TextOrNull(5), path),
            Mime = media.TextOrNull(4) is { Length: > 0 } mime ? mime : null,
            Path = path,
            LengthBytes = length > 0 ? length : null,
            Sha256 = HashOf(media.Utf8(7)),
            DurationMillis = Duration(media.Integer(8)),
            Width = Pixels(media.Integer(9)),
            Height = Pixels(media.Integer(10)),
        };
    }

    private Attachment ReadLegacyFile(LegacyFields legacy)
    {
        string? path = MediaPath(LegacyMediaData.PathIn(legacy.MediaData));
        return new Attachment
        {
            Name = NameOf(legacy.MediaName, path),
            Mime = string.IsNullOrEmpty(legacy.Mime) ? null : legacy.Mime,
            Path = path,
            LengthBytes = legacy.MediaSize > 0 ? legacy.MediaSize : null,
            Sha256 = legacy.MediaHash is { } hash ? HashOf(System.Text.Encoding.UTF8.GetBytes(hash)) : null,
            DurationMillis = Duration(legacy.DurationSeconds),
        };
    }

    private Attachment? ReadThumbnail(MessageRow row, MessagePass pass)
    {
        if (pass.Thumbnail.MoveTo(row.Id) && pass.Thumbnail.Row.Integer(1) is > 0 and long bytes)
        {
            return Thumbnail("message_thumbnail", row.Id, "thumbnail", bytes);
        }

        if (row.Legacy is not { } legacy)
        {
            return null;
        }

        if (pass.LegacyThumbnail.MoveTo(row.Id) && pass.LegacyThumbnail.Row.Integer(2) is > 0 and long outside)
        {
            return Thumbnail("message_thumbnails", pass.LegacyThumbnail.Row.Integer(1), "thumbnail", outside);
        }

        return legacy.ThumbnailBytes > 0 ? Thumbnail("messages", row.Id, "raw_data", legacy.ThumbnailBytes) : null;
    }

    private Attachment Thumbnail(string table, long row, string column, long bytes) => new()
    {
        Mime = "image/jpeg",
        LengthBytes = bytes,
        Cell = new CellReference(databasePath, table, row, column),
        IsThumbnail = true,
    };

    // What else a message of a kind without an object of its own says.
    private void NoteSpecial(MessageRow row, MessagePass pass)
    {
        if (pass.ViewOnce.MoveTo(row.Id))
        {
            _raw.Add("viewOnce", pass.ViewOnce.Row.Integer(1));
        }

        if (row.Type == MessageTypes.Album && pass.Album.MoveTo(row.Id))
        {
            _raw.BeginObject("album");
            _raw.Add("images", pass.Album.Row.Integer(1));
            _raw.Add("videos", pass.Album.Row.Integer(2));
            _raw.EndObject();
        }
        else if (row.Type == MessageTypes.GroupInvite && pass.Invite.MoveTo(row.Id))
        {
            SqliteStatement invite = pass.Invite.Row;
            _raw.BeginObject("groupInvite");
            _raw.Add("group", jids.Find(invite.Integer(1)));
            _raw.Add("name", invite.TextOrNull(2));
            _raw.Add("code", invite.TextOrNull(3));
            _raw.Add("expiration", invite.Integer(4));
            _raw.EndObject();
        }
        else if (row.Type == MessageTypes.Product && pass.Product.MoveTo(row.Id))
        {
            SqliteStatement product = pass.Product.Row;
            _raw.BeginObject("product");
            _raw.Add("title", product.TextOrNull(1));
            _raw.Add("description", product.TextOrNull(2));
            _raw.Add("currency", product.TextOrNull(3));
            _raw.Add("amount1000", product.Integer(4));
            _raw.Add("id", product.TextOrNull(5));
            _raw.Add("url", product.TextOrNull(6));
            _raw.EndObject();
        }
        else if (row.Type == MessageTypes.Order && pass.Order.MoveTo(row.Id))
        {
            SqliteStatement order = pass.Order.Row;
            _raw.BeginObject("order");
            _raw.Add("title", order.TextOrNull(1));
            _raw.Add("message", order.TextOrNull(2));
            _raw.Add("items", order.Integer(3));
            _raw.Add("currency", order.TextOrNull(4));
            _raw.Add("total1000", order.Integer(5));
            _raw.Add("id", order.TextOrNull(6));
            _raw.EndObject();
        }
    }

    // Paths are stored below the WhatsApp folder; old rows have the phone's own full path before that.
    private string? MediaPath(string? stored)
    {
        if (string.IsNullOrEmpty(stored))
        {
            return null;
        }

        string path = stored;
        if (path[0] == '/')
        {
            int media = path.LastIndexOf("/Media/WhatsApp", StringComparison.Ordinal);
            path = media >= 0 ? path[(media + 1)..] : path;
        }

        if (path[0] == '/' || path.Contains('\\', StringComparison.Ordinal) || path.Contains('\0', StringComparison.Ordinal) || HasParentStep(path))
        {
            _raw.Add("path", stored);
            return null;
        }

        return path;
    }

    private static bool HasParentStep(string path)
    {
        foreach (Range segment in path.AsSpan().Split('/'))
        {
            if (path.AsSpan()[segment] is "" or "." or "..")
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsVoiceNote(string? path) => path?.Contains("Voice Notes/", StringComparison.Ordinal) == true;

    private static string? NameOf(string? name, string? path)
    {
        if (!string.IsNullOrEmpty(name))
        {
            return name;
        }

        return path is null ? null : path[(path.LastIndexOf('/') + 1)..];
    }

    private static byte[]? HashOf(ReadOnlySpan<byte> base64)
    {
        Span<byte> hash = stackalloc byte[Sha256Bytes + 4];
        return base64.Length == 44 && Base64.DecodeFromUtf8(base64, hash, out int consumed, out int written) == System.Buffers.OperationStatus.Done
            && consumed == base64.Length && written == Sha256Bytes ? hash[..Sha256Bytes].ToArray() : null;
    }

    private static long? Duration(long seconds) => seconds is > 0 and < WhatsAppLimits.MaxTimeMillis / 1000 ? seconds * 1000 : null;

    private static int? Pixels(long value) => value is > 0 and <= int.MaxValue ? (int)value : null;
}
