using Satchel.Chats.WeChat.Payloads;

namespace Satchel.Chats.WeChat.Ios;

/// <summary>Where the files of a message lie: named for its number in the chat's table, in folders named for the chat.</summary>
/// <param name="files">The account's files.</param>
internal sealed class WeChatIosMedia(AccountFiles files)
{
    /// <summary>The files of a message, in the order in which its content names them, then a small picture where there is one. None where it has none and names none.</summary>
    public IReadOnlyList<Attachment> Find(WeChatIosRow row, PayloadContent content)
    {
        List<Attachment> found = [];
        foreach (PayloadMedia media in content.Media)
        {
            found.Add(new Attachment { Path = PathOf(row, media.Kind, media.Name) });
        }

        PayloadMediaKind? kind = content.Media is [{ Kind: var told }] ? told : found.Count == 0 ? KindOf(row.Row.Type) : null;
        if (kind is not { } only)
        {
            return found;
        }

        // Content that says nothing of its file, broken perhaps, does not take the file away.
        if (found.Count == 0 && PathOf(row, only, null) is { } path && files.Exists(path))
        {
            found.Add(new Attachment { Path = path });
        }

        if (ThumbnailOf(row, only) is { } thumbnail && files.Exists(thumbnail))
        {
            found.AddRange(found.Count == 0 ? [new Attachment { Path = PathOf(row, only, null) }] : []);
            found.Add(new Attachment { Path = thumbnail, Mime = "image/jpeg", IsThumbnail = true });
        }

        return found;
    }

    private static PayloadMediaKind? KindOf(int type) => type switch
    {
        WeChatTypes.Image => PayloadMediaKind.Image,
        WeChatTypes.Voice => PayloadMediaKind.Voice,
        WeChatTypes.Video or WeChatTypes.ShortVideo or WeChatTypes.Sight => PayloadMediaKind.Video,
        _ => null,
    };

    private string? PathOf(WeChatIosRow row, PayloadMediaKind kind, string? name) => kind switch
    {
        PayloadMediaKind.Image => FirstOf(Stem(row, "Img"), ".pic_hd", ".pic"),   // as it was sent, and as it is shown
        PayloadMediaKind.Voice => Stem(row, "Audio") + ".aud",
        PayloadMediaKind.Video => FirstOf(Stem(row, "Video"), ".mp4", "_raw.mp4") is var path && files.Exists(path) ? path : Stem(row, "Video") + ".mp4",
        PayloadMediaKind.Document => DocumentPath(Stem(row, "OpenData"), name),
        PayloadMediaKind.Sticker => null,   // the app keeps those by what they are, in a store of its own
        _ => null,
    };

    private string? ThumbnailOf(WeChatIosRow row, PayloadMediaKind kind) => kind switch
    {
        PayloadMediaKind.Image => Stem(row, "Img") + ".pic_thum",
        PayloadMediaKind.Video => Stem(row, "Video") + ".video_thum",
        _ => null,
    };

    private string Stem(WeChatIosRow row, string folder) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{files.AccountFolder}{folder}/{row.Table.Hash}/{row.LocalId}");

    private string FirstOf(string stem, string first, string second) => stem + (files.Exists(stem + first) ? first : second);

    private string? DocumentPath(string stem, string? name)
    {
        string ending = Path.GetExtension(name ?? "");
        string usual = stem + ending;
        if (ending.Length > 1 && files.Exists(usual))
        {
            return usual;
        }

        return files.PathsFrom(stem + ".").FirstOrDefault(path => path.IndexOf('/', stem.Length) < 0 && !path.EndsWith(".pic_thum", StringComparison.Ordinal)) ?? (ending.Length > 1 ? usual : null);
    }
}
