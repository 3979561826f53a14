using System.Xml;

namespace Satchel.Chats.WhatsApp.Android;

/// <summary>The owner's number, which the app's data folder has among its settings.</summary>
internal static class RegisteredAccount
{
    private const long MaxSettingsBytes = 4 << 20;

    /// <summary>The owner's id, or null where the folder is another or the settings do not say.</summary>
    public static string? Find(string root)
    {
        string path = Path.Join(root, "shared_prefs", "com.whatsapp_preferences_light.xml");
        try
        {
            if (!File.Exists(path) || new FileInfo(path).Length > MaxSettingsBytes)
            {
                return null;
            }

            using XmlReader reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, MaxCharactersInDocument = MaxSettingsBytes });
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element && reader.Name == "string" && reader.GetAttribute("name") == "registration_jid")
                {
                    string number = reader.ReadElementContentAsString().Split('@')[0];
                    return Jid.IsNumber(number) ? number + "@s.whatsapp.net" : null;
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or XmlException or InvalidOperationException)
        {
            return null;   // a setting that cannot be read is not known; the history is read all the same
        }

        return null;
    }
}
