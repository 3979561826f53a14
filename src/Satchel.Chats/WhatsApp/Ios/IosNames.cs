using Satchel.Chats.WhatsApp.Android;

namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>What the iPhone's files and folders are called.</summary>
internal static class IosNames
{
    public const string Plain = WhatsAppNames.Plain;
    public const string Messages = "ChatStorage.sqlite";

    /// <summary>The folder of the files of messages.</summary>
    public const string MediaFolder = "Message";

    public const string Contacts = "ContactsV2.sqlite";
    public const string Lids = "LID.sqlite";
    public const string Calls = "CallHistory.sqlite";

    /// <summary>The domain of WhatsApp's files in an iPhone's backup, also the name of the folder that a tool unpacks them into.</summary>
    public const string Domain = "AppDomainGroup-group.net.whatsapp.WhatsApp.shared";

    /// <summary>The domain of WhatsApp Business's.</summary>
    public const string BusinessDomain = "AppDomainGroup-group.net.whatsapp.WhatsAppSMB.shared";

    private const string BusinessMark = "WhatsAppSMB";

    /// <summary>What a database below an app's folder is for, by its path there.</summary>
    public static DatabaseRole RoleOf(string relativePath) => relativePath switch
    {
        Messages => DatabaseRole.Messages,
        Contacts or Lids or Calls => DatabaseRole.Contacts,
        _ => DatabaseRole.Other,
    };

    /// <summary>The edition that a path speaks of: <c>business</c>, or null.</summary>
    public static string? EditionOf(string path) => path.Contains(BusinessMark, StringComparison.Ordinal) ? "business" : null;

    /// <summary>Whether a file begins as a plain database does.</summary>
    public static bool IsDatabase(string path) => WhatsAppNames.SniffContainer(path) == Plain;
}
