namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>WhatsApp for Android as a target; what is written and how sure we are of it: docs/formats/whatsapp-android-writing.md.</summary>
public sealed class WhatsAppAndroidWriterFormat : IChatWriterFormat
{
    /// <inheritdoc/>
    public string Name => "whatsapp-android";

    /// <inheritdoc/>
    public string App => "whatsapp";

    /// <inheritdoc/>
    public string Platform => "android";

    /// <inheritdoc/>
    public IReadOnlyList<string> Containers { get; } = [WhatsAppNames.Plain, Crypt.CryptHeader.Crypt15, Crypt.CryptHeader.Crypt14, Crypt.CryptHeader.Crypt12];

    /// <inheritdoc/>
    public IChatWriter Open(WriterTarget target, CancellationToken cancellationToken)
    {
        if (!Containers.Contains(target.Container))
        {
            throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, target.Container, $"{Name} is written as {string.Join(", ", Containers)}");
        }

        cancellationToken.ThrowIfCancellationRequested();
        return WhatsAppAndroidWriter.Open(target);
    }
}
