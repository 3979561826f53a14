using Satchel.Vaults.Maps;

namespace Satchel.History;

/// <summary>The versions that a history has of one message.</summary>
/// <param name="Stem">The key without the version.</param>
/// <param name="Last">The last version.</param>
internal readonly record struct MessageVersions(ReadOnlyMemory<byte> Stem, MapEntry Last)
{
    /// <summary>Whether the last is what the newest snapshot shows.</summary>
    public bool IsOpen => HistoryRecord.IsOpen(Last.Record.Span);

    /// <summary>The number of the last.</summary>
    public int LastVersion => HistoryKey.Version(Last.Key.Span);
}
