namespace Satchel.Migrating;

/// <summary>What is lost before a writer sees a message, as <see cref="Chats.LossList"/> names it.</summary>
internal static class MigrationLosses
{
    /// <summary>Codes that the model has no word for, of a message that another platform than most of them is from.</summary>
    public const string ForeignCodes = "codes of the app's own: the sources are of different platforms";

    /// <summary>Every phrase, for the test that holds the documents to them.</summary>
    public static IReadOnlyList<string> All { get; } = [ForeignCodes];
}
