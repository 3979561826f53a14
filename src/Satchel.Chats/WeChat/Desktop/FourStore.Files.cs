using Satchel.Chats.WeChat.Payloads;

namespace Satchel.Chats.WeChat.Desktop;

/// <content>Where 4.x keeps files.</content>
internal sealed partial class FourStore
{
    private const string ThumbnailEnding = "_t.dat";

    // The picture as it was sent, then as it is shown large, then what else is not the small one.
    private static readonly string[] PictureEndings = ["_h.dat", ".dat", "_b.dat", "_c.dat", "_W.dat", ThumbnailEnding];

    private readonly VoiceRows _voices = new();
    private FileLinks? _links;
    private ResourceNames? _resources;

    /// <inheritdoc/>
    public override IReadOnlyList<Attachment> FindFiles(MessageTable table, DesktopRow row, PayloadContent content)
    {
        if (content.Media is not [{ } media, ..])
        {
            return [];
        }

        switch (media.Kind)
        {
            case PayloadMediaKind.Voice:
                return _voices.Find(row, LoadVoices) is { } cell ? [new Attachment { Cell = cell }] : [];
            case PayloadMediaKind.Image:
                return FindPicture(table, row, media);
            case PayloadMediaKind.Video:
                return FindVideo(row, media);
            case PayloadMediaKind.Document:
                return FindDocument(row, media);
            default:
                return [];
        }
    }

    private void LoadVoices() =>
        Each(DesktopGeneration.Four, DesktopPart.Voices, (path, database) => _voices.Read(path, database, "VoiceInfo", "svr_id", "voice_data", ("create_time", "local_id")));

    // By the name that the message has for its file; where no file is there, by the one that its hash leads to.
    private IReadOnlyList<Attachment> FindPicture(MessageTable table, DesktopRow row, PayloadMedia media)
    {
        string? stem = StemOf(row);
        IReadOnlyList<string> starts = stem is null ? [] : PicturesOf(table, row, stem);
        if (!starts.Any(start => Array.Exists(PictureEndings, ending => Files.Exists(start + ending))))
        {
            if (LinkOf(media, "image") is { } link)
            {
                string name = Path.GetFileNameWithoutExtension(link.Name);
                int variant = name.IndexOf('_', StringComparison.Ordinal);
                starts = [$"{DesktopNames.FourFiles}/attach/{link.First}/{link.Second}/Img/{(variant > 0 ? name[..variant] : name)}", .. starts];
            }
            else if (starts.Count == 0 && media.Md5 is { } hash)
            {
                starts = PicturesOf(table, row, hash);
            }
        }

        if (starts.Count == 0)
        {
            return [];
        }

        string picture = PictureEndings.Where(ending => ending != ThumbnailEnding).SelectMany(ending => starts.Select(start => start + ending)).FirstOrDefault(Files.Exists) ?? starts[0] + PictureEndings[1];
        return Files.Find(picture, Files.FirstThere([.. starts.Select(start => start + ThumbnailEnding)]));
    }

    private static IReadOnlyList<string> PicturesOf(MessageTable table, DesktopRow row, string stem) =>
        [.. DesktopFiles.MonthsOf(row.Row.SentAtMillis).Select(month => $"{DesktopNames.FourFiles}/attach/{table.Hash}/{month}/Img/{stem}")];

    private IReadOnlyList<Attachment> FindVideo(DesktopRow row, PayloadMedia media)
    {
        string videos = $"{DesktopNames.FourFiles}/video";
        string? stem = StemOf(row) ?? media.Md5;
        IReadOnlyList<string> starts = stem is null ? [] : [.. DesktopFiles.MonthsOf(row.Row.SentAtMillis).Select(month => $"{videos}/{month}/{stem}")];
        string? there = starts.SelectMany(start => (string[])[start + "_raw.mp4", start + ".mp4"]).FirstOrDefault(Files.Exists);
        if (there is null && LinkOf(media, "video") is { } link)
        {
            there = $"{videos}/{link.First}/{link.Name}";
        }

        return Files.Find(there ?? (starts.Count > 0 ? starts[0] + ".mp4" : null), Files.FirstThere([.. starts.Select(start => start + "_thumb.jpg")]));
    }

    private IReadOnlyList<Attachment> FindDocument(DesktopRow row, PayloadMedia media)
    {
        string documents = $"{DesktopNames.FourFiles}/file";
        if (LinkOf(media, "file") is { } link)
        {
            return Files.Find($"{documents}/{link.First}/{link.Name}", null);
        }

        return media.Name is { Length: > 0 } name
            ? Files.Find(Files.FirstThere([.. DesktopFiles.MonthsOf(row.Row.SentAtMillis).Select(month => $"{documents}/{month}/{name}")]), null)
            : [];
    }

    private string? StemOf(DesktopRow row)
    {
        if (row.FileStem is not null || row.Row.ServerId == 0)
        {
            return row.FileStem;
        }

        if (_resources is null)
        {
            _resources = new ResourceNames();
            Each(DesktopGeneration.Four, DesktopPart.Resources, (_, database) => _resources.Add(database));
        }

        return _resources.Find(row.Row.ServerId);
    }

    private FileLinks.Link? LinkOf(PayloadMedia media, string kind)
    {
        _links ??= LoadLinks();
        return media.Md5 is { } hash ? _links.Find(hash, kind) : null;
    }

    private FileLinks LoadLinks()
    {
        FileLinks links = new();
        Each(DesktopGeneration.Four, DesktopPart.Links, (_, database) =>
        {
            if (database.ColumnsOf("dir2id").Count == 0)
            {
                return;
            }

            foreach (string kind in (string[])["image", "video", "file"])
            {
                foreach (string table in ((string[])[$"{kind}_hardlink_info_v4", $"{kind}_hardlink_info_v3"]).Where(table => database.ColumnsOf(table).Count > 0))
                {
                    links.Add(database, kind, $"SELECT t.md5, f.username, s.username, t.file_name FROM {table} t LEFT JOIN dir2id f ON f.rowid = t.dir1 LEFT JOIN dir2id s ON s.rowid = t.dir2");
                }
            }
        });
        return links;
    }
}
