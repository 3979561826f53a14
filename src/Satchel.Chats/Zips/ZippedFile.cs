namespace Satchel.Chats.Zips;

/// <summary>A file in a ZIP.</summary>
/// <param name="Name">Its name there, with folders and <c>/</c>.</param>
/// <param name="LengthBytes">The length of its content.</param>
/// <param name="StoredBytes">The length of what is stored of it.</param>
public sealed record ZippedFile(string Name, long LengthBytes, long StoredBytes)
{
    internal long HeaderOffset { get; init; }

    internal bool IsDeflated { get; init; }
}
