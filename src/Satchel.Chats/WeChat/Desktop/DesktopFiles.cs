using System.Globalization;

namespace Satchel.Chats.WeChat.Desktop;

/// <summary>The files below an account's folder: which of several is there, and how a picture's content is made of what is stored.</summary>
internal sealed class DesktopFiles
{
    private const string PictureEnding = ".dat";
    private static readonly TimeSpan WidestZone = TimeSpan.FromHours(14);

    private readonly string? _root;
    private readonly DatCodings _codings;

    /// <param name="root">The account's folder; null where the source is a single file.</param>
    /// <param name="keys">The person's keys.</param>
    /// <param name="picturesFolder">Below the root, where pictures lie; a few of them tell the mask of all.</param>
    public DesktopFiles(string? root, SourceKeys keys, string picturesFolder)
    {
        _root = root is null ? null : Path.GetFullPath(root);
        _codings = new DatCodings(keys, _root is null ? null : Path.Join(_root, picturesFolder));
    }

    /// <summary>The months that a time may fall into, wherever on earth, as folders are called: <c>2023-11</c>.</summary>
    public static IReadOnlyList<string> MonthsOf(long millis)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(millis, WidestZone.Ticks / TimeSpan.TicksPerMillisecond, WeChatLimits.MaxTimeMillis - (long)WidestZone.TotalMilliseconds));
        return [.. new[] { at, at + WidestZone, at - WidestZone }.Select(time => time.ToString("yyyy-MM", CultureInfo.InvariantCulture)).Distinct()];
    }

    /// <summary>Whether a file is there.</summary>
    public bool Exists(string path) => FullPath(path) is { } full && File.Exists(full);

    /// <summary>The first of several paths at which a file is; the first of all where none is; null where there are none.</summary>
    public string? FirstThere(IReadOnlyList<string> paths) => paths.FirstOrDefault(Exists) ?? (paths.Count > 0 ? paths[0] : null);

    /// <summary>A file, and the small picture of it where it is all there is.</summary>
    /// <param name="path">The file below the root, or null.</param>
    /// <param name="thumbnail">The small picture, or null.</param>
    public IReadOnlyList<Attachment> Find(string? path, string? thumbnail)
    {
        path = path?.Contains('\0', StringComparison.Ordinal) == true ? null : path;   // no file has such a name
        bool hasThumbnail = thumbnail is not null && (path is null || !Exists(path)) && Exists(thumbnail);
        return path is null && !hasThumbnail ? []
            : hasThumbnail ? [new Attachment { Path = path }, Of(thumbnail!) with { IsThumbnail = true }]
            : [Of(path!)];
    }

    private Attachment Of(string path)
    {
        string? coding = path.EndsWith(PictureEnding, StringComparison.OrdinalIgnoreCase) && FullPath(path) is { } full ? _codings.Of(full) : null;
        return new Attachment { Path = path, Coding = coding };
    }

    // The path comes from the messages: it may lead anywhere.
    private string? FullPath(string path)
    {
        if (_root is null || path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        string full = Path.GetFullPath(Path.Join(_root, path));
        return full.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? full : null;
    }
}
