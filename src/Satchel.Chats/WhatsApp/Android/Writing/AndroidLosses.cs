namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>What an Android store cannot hold, in the words of the report; docs/formats/whatsapp-android-writing.md lists each with its reason.</summary>
public static class AndroidLosses
{
    /// <summary>An app's own kind that Android's app has no equal of, with a text.</summary>
    public const string KindUnknown = "a kind that WhatsApp on Android has no equal of; its text is kept";

    /// <summary>An app's own kind that Android's app has no equal of, without a text.</summary>
    public const string NothingToShow = "a kind that WhatsApp on Android has no equal of, without text; left out";

    /// <summary>A code of the app's own that is kept, and what belongs to it is not known.</summary>
    public const string DetailsUnknown = "the app's own details beyond the text";

    /// <summary>A business message's buttons.</summary>
    public const string Layout = "the buttons or layout around the text";

    /// <summary>A file that the source no longer has.</summary>
    public const string FileMissing = "the file was not there";

    /// <summary>A file that could not be read to its end.</summary>
    public const string FileUnreadable = "the file could not be read";

    /// <summary>More than one file with a message.</summary>
    public const string FurtherFiles = "files beyond the first";

    /// <summary>A preview without words.</summary>
    public const string EmptyPreview = "a link's preview without title and description";

    /// <summary>A poll's key.</summary>
    public const string PollClosed = "the poll's key; nobody can vote in it any more";

    /// <summary>Which pictures belong together.</summary>
    public const string AlbumMembers = "which pictures the album holds";

    /// <summary>A call that the owner declined to take.</summary>
    public const string CallDeclined = "that the call was declined; it stands as missed";

    /// <summary>A notice.</summary>
    public const string EventUnknown = "what happened has no equal on Android; the notice is kept with its text";

    /// <summary>When a message that is still here was recalled.</summary>
    public const string RevokedLater = "that it was deleted for everyone later; the message is kept";

    /// <summary>Who sent a message of a text export.</summary>
    public const string OwnerUnknown = "whether the owner sent it";

    /// <summary>A sender that a chat of two cannot have.</summary>
    public const string SenderUnknown = "who sent it";

    /// <summary>A contact without name and card.</summary>
    public const string EmptyCard = "a contact without name and card";

    /// <summary>A reaction, vote, call, edit or expiry in a table that the target's own store does not have.</summary>
    public const string OlderApp = "what the target's version of the app has no table for";

    /// <summary>Every phrase.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        KindUnknown, NothingToShow, DetailsUnknown, Layout, FileMissing, FileUnreadable, FurtherFiles, EmptyPreview, PollClosed, AlbumMembers, CallDeclined,
        EventUnknown, RevokedLater, OwnerUnknown, SenderUnknown, EmptyCard, OlderApp,
    ];
}
