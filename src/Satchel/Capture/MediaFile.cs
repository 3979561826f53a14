using System.Collections.Frozen;

namespace Satchel.Capture;

/// <summary>Which files are media by their names, for a backup without them.</summary>
internal static class MediaFile
{
    private static readonly FrozenSet<string> Extensions = new[]
    {
        ".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".bmp", ".tif", ".tiff", ".thumb",
        ".mp4", ".3gp", ".mov", ".mkv", ".webm", ".avi", ".m4v",
        ".opus", ".ogg", ".m4a", ".mp3", ".aac", ".amr", ".wav", ".flac",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool IsMedia(string path) => Extensions.Contains(Path.GetExtension(path));
}
