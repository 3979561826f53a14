namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>What the columns of <c>ZWAMEDIAITEM</c> hold beyond their names.</summary>
internal static class IosMedia
{
    /// <summary>The folder below the app's own that <c>ZMEDIALOCALPATH</c> and <c>ZXMPPTHUMBPATH</c> count from.</summary>
    public const string Folder = "Message/";

    /// <summary>What stands between the cards of one message in <c>ZVCARDSTRING</c>.</summary>
    public const string CardSeparator = "_$!<VCard-Separator>!$_";

    /// <summary>What stands between their names in <c>ZVCARDNAME</c>.</summary>
    public const string NameSeparator = "_$!<Name-Separator>!$_";

    // In a row with a file, ZLATITUDE is the width and ZLONGITUDE the height in pixels: seen so in stores of phones, by one source.

    /// <summary>The pixels that a coordinate column of a file's row holds; null where it holds none.</summary>
    public static int? Pixels(double stored) => stored is >= 1 and <= 1 << 20 && Math.Floor(stored) == stored ? (int)stored : null;
}
