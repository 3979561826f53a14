using System.Security.Cryptography;
using System.Text;

namespace Satchel.Chats.WeChat.Android;

/// <summary>How the app names the files of messages below an account's folder; docs/formats/wechat-android.md, "Files".</summary>
internal static class MediaNames
{
    private const string ThumbnailScheme = "THUMBNAIL_DIRPATH://";
    private const string NeverLoaded = "SERVERID://";
    private const string FileScheme = "wcf://";
    private const string ThumbnailStart = "th_";

    /// <summary>A picture's file: two folders of two characters each of its name, which do not count the <c>th_</c> of a small one; null where it was never loaded.</summary>
    public static string? Picture(string? stored)
    {
        if (string.IsNullOrEmpty(stored) || stored.StartsWith(NeverLoaded, StringComparison.Ordinal))
        {
            return null;
        }

        string name = stored.StartsWith(ThumbnailScheme, StringComparison.Ordinal) ? stored[ThumbnailScheme.Length..] : stored;
        if (name.Contains('/', StringComparison.Ordinal))
        {
            return name;   // a path already
        }

        string key = name.StartsWith(ThumbnailStart, StringComparison.Ordinal) ? name[ThumbnailStart.Length..] : name;
        return key.Length < 4 ? null : $"image2/{key[..2]}/{key[2..4]}/{name}";
    }

    /// <summary>Whether a file is a small picture, by its name.</summary>
    public static bool IsThumbnail(string path)
    {
        ReadOnlySpan<char> name = path.AsSpan(path.LastIndexOf('/') + 1);
        return name.StartsWith(ThumbnailStart, StringComparison.Ordinal) || name.EndsWith("__thumb", StringComparison.Ordinal);
    }

    /// <summary>The name that a picture has which the official migration brought.</summary>
    public static string Restored(string talker, string owner, long serverId, bool outgoing) =>
        outgoing ? $"{owner}_{talker}_{serverId}_backup" : $"{talker}_{owner}_{serverId}_backup";

    /// <summary>A voice's file: two folders of the MD5 of its token.</summary>
    public static string Voice(string token)
    {
        string hash = WeChatIds.ChatHash(token);
        return $"voice2/{hash[..2]}/{hash[2..4]}/msg_{token}.amr";
    }

    /// <summary>A video's file.</summary>
    public static string Video(string token) => $"video/{token}.mp4";

    /// <summary>The still of a video.</summary>
    public static string VideoStill(string token) => $"video/{token}.jpg";

    /// <summary>A sticker's file, in the folder of the set that it is of.</summary>
    public static string Sticker(string? set, string md5) => string.IsNullOrEmpty(set) ? $"emoji/{md5}" : $"emoji/{set}/{md5}";

    /// <summary>A token for a new file, as long and of the same letters as the app's own.</summary>
    public static string NewToken(string about) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(about)).AsSpan(0, 16));

    /// <summary>A path as stored, without what is only so on the phone: a scheme, the folders above the account's.</summary>
    public static string WithoutPhone(string stored)
    {
        string path = stored.StartsWith(FileScheme, StringComparison.Ordinal) ? stored[FileScheme.Length..] : stored;
        int app = path.LastIndexOf("/" + AndroidNames.AppFolder + "/", StringComparison.OrdinalIgnoreCase);
        if (app >= 0)
        {
            path = path[(app + AndroidNames.AppFolder.Length + 2)..];
            return path.Length > 33 && path[32] == '/' && WeChatIds.IsHash(path.AsSpan(0, 32)) ? path[33..] : path;
        }

        int download = path.StartsWith('/') ? path.IndexOf("/Download/", StringComparison.OrdinalIgnoreCase) : -1;
        return download >= 0 ? path[(download + 1)..] : path.TrimStart('/');
    }

    /// <summary>Whether a path leads nowhere but below the folder it is put behind.</summary>
    public static bool IsSafe(string path)
    {
        if (path.Length is 0 or > 1024 || path.AsSpan().IndexOfAny('\\', '\0') >= 0 || path.Contains("://", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (Range segment in path.AsSpan().Split('/'))
        {
            if (path.AsSpan()[segment] is "" or "." or "..")
            {
                return false;
            }
        }

        return true;
    }
}
