using Satchel.Chats.WeChat.Payloads;

namespace Satchel.Chats.WeChat.Desktop;

/// <content>Where 4.x keeps files.</content>
internal sealed partial class FourStore
{
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
                _voices.LoadOnce(() => Each(DesktopGeneration.Four, DesktopPart.Voices, (path, database) => _voices.Read(path, database, "VoiceInfo", "svr_id", "voice_data", ("create_time", "local_id"))));
                return _voices.Find(row) is { } cell ? [new Attachment { Cell = cell }] : [];
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

    // The picture as it was sent, else larger than it is shown, else as it is shown small.
    private IReadOnlyList<Attachment> FindPicture(MessageTable table, DesktopRow row, PayloadMedia media)
    {
        FileLinks.Link? link = LinkOf(media, "image");
        if (StemOf(row) is { } stem)
        {
            string chat = $"{DesktopNames.FourFiles}/attach/{table.Hash}";
            IEnumerable<string> months = DesktopFiles.MonthsOf(row.Row.SentAtMillis);
            months = link is { } named && named.Second.Length > 0 ? months.Prepend(named.Second).Distinct() : months;
            IReadOnlyList<string> folders = [.. months.Select(month => $"{chat}/{month}/Img/{stem}")];
            string thumbnail = Files.FirstThere([.. folders.Select(start => start + "_t.dat")])!;
            return Files.Find(Files.FirstThere([.. folders.Select(start => start + "_h.dat"), .. folders.Select(start => start + ".dat")]) is { } there && Files.Exists(there) ? there : folders[0] + ".dat", thumbnail);
        }

        return link is { } found ? Files.Find($"{DesktopNames.FourFiles}/attach/{found.First}/{found.Second}/Img/{found.Name}", null) : [];
    }

    private IReadOnlyList<Attachment> FindVideo(DesktopRow row, PayloadMedia media)
    {
        string videos = $"{DesktopNames.FourFiles}/video";
        if (LinkOf(media, "video") is { } link && Files.Exists($"{videos}/{link.First}/{link.Name}"))
        {
            return Files.Find($"{videos}/{link.First}/{link.Name}", null);
        }

        if ((StemOf(row) ?? media.Md5) is not { } stem)
        {
            return [];
        }

        IReadOnlyList<string> starts = [.. DesktopFiles.MonthsOf(row.Row.SentAtMillis).Select(month => $"{videos}/{month}/{stem}")];
        string? raw = starts.Select(start => start + "_raw.mp4").FirstOrDefault(Files.Exists);
        return Files.Find(raw ?? Files.FirstThere([.. starts.Select(start => start + ".mp4")]), Files.FirstThere([.. starts.Select(start => start + "_thumb.jpg")]));
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
