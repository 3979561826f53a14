namespace Satchel.Vaults.Index;

/// <summary>
/// Which segments of the cache are in use and which indexes they hold: lines of <c>segment NAME</c>, <c>live HEX</c>
/// and <c>superseded HEX</c>, ended by <c>end COUNT</c>. Anything else is no manifest, and the index is made anew.
/// </summary>
internal sealed class IndexManifest(string? folder)
{
    private const string FirstLine = "satchel index 1";
    private const int MaxBytes = 16 * 1024 * 1024;

    public IndexState? TryRead(SegmentFolder segments)
    {
        if (folder is null)
        {
            return null;
        }

        try
        {
            string path = Path.Combine(folder, "manifest");
            FileInfo file = new(path);
            return file.Exists && file.Length <= MaxBytes ? Parse(File.ReadAllLines(path), segments) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void TryWrite(IndexState state)
    {
        if (folder is null)
        {
            return;
        }

        List<string> lines = [FirstLine];
        foreach (IndexSegment segment in state.Segments)
        {
            if (segment.Path is null)
            {
                return;   // Not all of it can be found again, so the next start makes it anew.
            }

            lines.Add("segment " + Path.GetFileName(segment.Path));
        }

        lines.AddRange(state.Live.Select(name => "live " + name));
        lines.AddRange(state.Superseded.Select(name => "superseded " + name));
        lines.Add(FormattableString.Invariant($"end {lines.Count}"));
        try
        {
            string temporary = Path.Combine(folder, Guid.NewGuid().ToString("N") + ".tmp");
            File.WriteAllLines(temporary, lines);
            File.Move(temporary, Path.Combine(folder, "manifest"), overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Without it the next start is slower, not wrong.
        }
    }

    private static IndexState? Parse(string[] lines, SegmentFolder segments)
    {
        if (lines.Length < 2 || lines[0] != FirstLine || lines[^1] != FormattableString.Invariant($"end {lines.Length - 1}"))
        {
            return null;
        }

        List<IndexSegment> opened = [];
        HashSet<Digest> live = [];
        HashSet<Digest> superseded = [];
        foreach (string line in lines.AsSpan(1, lines.Length - 2))
        {
            string[] words = line.Split(' ');
            if (words.Length != 2)
            {
                return null;
            }

            if (words[0] == "segment" && segments.TryOpen(words[1]) is IndexSegment segment)
            {
                opened.Add(segment);
            }
            else if (words[0] is "live" or "superseded" && Digest.TryParse(words[1], out Digest name))
            {
                _ = (words[0] == "live" ? live : superseded).Add(name);
            }
            else
            {
                return null;
            }
        }

        return new IndexState(opened, live, superseded, new Dictionary<Digest, string>());
    }
}
