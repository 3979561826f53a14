namespace Satchel.Capture;

/// <summary>What lies under a name in a folder.</summary>
internal enum EntryKind
{
    File,
    Folder,
    Link,

    /// <summary>A pipe, a socket, a device: nothing that has content to keep.</summary>
    Special,
}
