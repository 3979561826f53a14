namespace Satchel.Migrating;

/// <summary>What is lost before a writer sees a message, as <see cref="Chats.LossList"/> names it.</summary>
internal static class MigrationLosses
{
    /// <summary>A message of an archive that was revoked after a snapshot had it.</summary>
    public const string GivenBack = "that it was deleted for everyone: the text that the archive kept is given back";

    /// <summary>Every phrase, for the test that holds the documents to them.</summary>
    public static IReadOnlyList<string> All { get; } = [GivenBack];
}
