namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>What the reader of the iPhone's files takes at most beyond <see cref="WhatsAppLimits"/>, and why.</summary>
internal static class IosLimits
{
    /// <summary>Calls of the call history that are held while messages are read; the app keeps a few thousand.</summary>
    public const int MaxCalls = 200_000;

    /// <summary>Bytes of a blob that is not understood and kept with its message as it is.</summary>
    public const int MaxRawBytes = 16 * 1024;
}
