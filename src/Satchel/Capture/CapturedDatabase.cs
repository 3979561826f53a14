namespace Satchel.Capture;

/// <summary>A database, or a file beside one, that was captured.</summary>
/// <param name="Path">Where it lies below the root.</param>
/// <param name="Record">Its record.</param>
/// <param name="Stamp">What is to be remembered of it.</param>
/// <param name="IsChanged">Whether the record is another than before.</param>
/// <param name="Pages">What is to be remembered of its pages; null for nothing new.</param>
internal sealed record CapturedDatabase(string Path, FileRecord Record, ulong Stamp, bool IsChanged, PageMemory? Pages);
