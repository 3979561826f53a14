using System.Text.RegularExpressions;
using Satchel.Chats.Sqlite.Cipher;

namespace Satchel.Chats.WeChat.Desktop;

/// <summary>What the desktop's files and folders are called.</summary>
internal static partial class DesktopNames
{
    public const string Plain = "plain";
    public const string Encrypted = "sqlcipher";

    /// <summary>The store of 3.x, on Windows and on a Mac.</summary>
    public const string ThreeStore = "3.x";

    /// <summary>The store of 4.x.</summary>
    public const string FourStore = "4.x";
    public const string WindowsStorage = "Msg";
    public const string WindowsShards = "Multi";
    public const string WindowsFiles = "FileStorage";
    public const string MacShards = "Message";
    public const string MacFiles = "MessageTemp";
    public const string FourStorage = "db_storage";
    public const string FourShards = "message";
    public const string FourFiles = "msg";
    public const string DatabaseEnding = ".db";

    /// <summary>What a database is for, by its name alone: tools that decrypt put all of them into one folder.</summary>
    public static DesktopPart PartOf(DesktopGeneration generation, string path)
    {
        string name = Path.GetFileName(path).ToLowerInvariant();
        return generation switch
        {
            DesktopGeneration.WindowsThree => WindowsPartOf(name),
            DesktopGeneration.MacThree => MacPartOf(name),
            _ => FourPartOf(name),
        };
    }

    /// <summary>Whether a file is a database with messages of chats, by its name.</summary>
    public static DesktopGeneration? GenerationOf(string path)
    {
        string name = Path.GetFileName(path).ToLowerInvariant();
        return WindowsMessages().IsMatch(name) ? DesktopGeneration.WindowsThree
            : MacMessages().IsMatch(name) ? DesktopGeneration.MacThree
            : FourMessages().IsMatch(name) ? DesktopGeneration.Four
            : null;
    }

    /// <summary>The encryptions to try.</summary>
    public static IReadOnlyList<CipherScheme> SchemesOf(DesktopGeneration generation) => generation switch
    {
        DesktopGeneration.WindowsThree => [CipherScheme.Desktop3],
        DesktopGeneration.MacThree => [CipherScheme.Mac3],
        _ => [CipherScheme.Version4Raw, CipherScheme.Version4],
    };

    /// <summary>What an encrypted database is said to lie in before a key tells more.</summary>
    public static string ContainerOf(DesktopGeneration generation) => generation switch
    {
        DesktopGeneration.WindowsThree => CipherScheme.Desktop3.Name,
        DesktopGeneration.MacThree => CipherScheme.Mac3.Name,
        _ => CipherScheme.Version4.Name,
    };

    /// <summary>The number in a name, by which files of a row are put in order.</summary>
    public static int NumberOf(string path)
    {
        Match match = Digits().Match(Path.GetFileName(path));
        return match.Success && int.TryParse(match.Value, out int number) ? number : -1;
    }

    /// <summary>The user name in the name of a folder of 4.x: <c>wxid_abc_1f2e</c> is of <c>wxid_abc</c>; null where it has no such end.</summary>
    public static string? AccountOfFourFolder(string name) => FourAccount().Match(name) is { Success: true } match ? match.Groups[1].Value : null;

    private static DesktopPart WindowsPartOf(string name) => name switch
    {
        "micromsg.db" or "de_micromsg.db" => DesktopPart.Contacts,
        "hardlinkimage.db" or "hardlinkvideo.db" or "hardlinkfile.db" => DesktopPart.Links,
        "publicmsg.db" or "openimmsg.db" => DesktopPart.OtherMessages,
        "openimcontact.db" => DesktopPart.Contacts,
        "openimmedia.db" => DesktopPart.Voices,
        _ when WindowsMessages().IsMatch(name) => DesktopPart.Messages,
        _ when WindowsVoices().IsMatch(name) => DesktopPart.Voices,
        _ => DesktopPart.Other,
    };

    private static DesktopPart MacPartOf(string name) => name switch
    {
        "wccontact_new2.db" or "group_new.db" or "session_new.db" => DesktopPart.Contacts,
        "hldata.db" => DesktopPart.Links,
        _ when MacMessages().IsMatch(name) => DesktopPart.Messages,
        _ => DesktopPart.Other,
    };

    private static DesktopPart FourPartOf(string name) => name switch
    {
        "contact.db" or "session.db" => DesktopPart.Contacts,
        "hardlink.db" => DesktopPart.Links,
        "message_resource.db" => DesktopPart.Resources,
        _ when FourMessages().IsMatch(name) => DesktopPart.Messages,
        _ when FourOtherMessages().IsMatch(name) => DesktopPart.OtherMessages,
        _ when FourVoices().IsMatch(name) => DesktopPart.Voices,
        _ => DesktopPart.Other,
    };

    [GeneratedRegex(@"^(de_)?msg\d*\.db$")]
    private static partial Regex WindowsMessages();

    [GeneratedRegex(@"^(de_)?mediamsg\d*\.db$")]
    private static partial Regex WindowsVoices();

    [GeneratedRegex(@"^msg_\d+\.db$")]
    private static partial Regex MacMessages();

    [GeneratedRegex(@"^message_\d+\.db$")]
    private static partial Regex FourMessages();

    [GeneratedRegex(@"^biz_message_\d+\.db$")]
    private static partial Regex FourOtherMessages();

    [GeneratedRegex(@"^media_\d+\.db$")]
    private static partial Regex FourVoices();

    [GeneratedRegex(@"^(.+)_[0-9a-zA-Z]{4}$")]
    private static partial Regex FourAccount();

    [GeneratedRegex(@"\d{1,9}")]
    private static partial Regex Digits();
}
