using Satchel.Chats.Apple.Plists;

namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>The owner's id, which the app keeps among its settings.</summary>
internal static class RegisteredOwner
{
    private const int MaxSettingsBytes = 4 << 20;

    private static readonly string[] Settings =
    [
        "Library/Preferences/group.net.whatsapp.WhatsApp.shared.plist",
        "Library/Preferences/group.net.whatsapp.WhatsAppSMB.shared.plist",
    ];

    /// <summary>The owner of the app's folder; null where the settings are not there or do not say.</summary>
    public static string? OfFolder(string root)
    {
        foreach (string name in Settings)
        {
            string path = Path.Join(root, name);
            if (Read(() => File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1) : null) is { } id)
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>The owner of an app's files in a backup; null where the settings are not there or do not say.</summary>
    public static string? OfFiles(ISourceFiles files)
    {
        foreach (string domain in (string[])[IosNames.Domain, IosNames.BusinessDomain])
        {
            foreach (string name in Settings)
            {
                if (Read(() => files.Find($"{domain}/{name}") is { Kind: SourceFileKind.File } file ? files.Open(file) : null) is { } id)
                {
                    return id;
                }
            }
        }

        return null;
    }

    // A setting that cannot be read is not known; the history is read all the same.
    private static string? Read(Func<Stream?> open)
    {
        try
        {
            using Stream? content = open();
            if (content is null)
            {
                return null;
            }

            byte[] bytes = new byte[MaxSettingsBytes];
            int read = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            PlistDictionary settings = Plist.ReadDictionary(bytes.AsMemory(0, read), "settings");
            string? jid = settings.Text("OwnJabberID") ?? settings.Text("LastOwnJabberID");
            return jid is not null && Jid.WithoutDevice(jid) is { } id && Jid.PhoneOf(id) is not null ? id : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ChatFormatException)
        {
            return null;
        }
    }
}
