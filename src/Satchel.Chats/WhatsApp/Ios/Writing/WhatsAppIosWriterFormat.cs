using Satchel.Chats.Apple;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>
/// Writes WhatsApp's store of an iPhone, into the phone's own or a whole new one. What is written and how sure it is: docs/formats/whatsapp-ios-writing.md.
/// </summary>
public sealed class WhatsAppIosWriterFormat : IChatWriterFormat
{

    /// <inheritdoc/>
    public string Name => "whatsapp-ios";

    /// <inheritdoc/>
    public string App => "whatsapp";

    /// <inheritdoc/>
    public string Platform => "ios";

    /// <inheritdoc/>
    public IReadOnlyList<string> Containers { get; } = [IosNames.Plain, IosBackups.ContainerName];

    /// <inheritdoc/>
    public IChatWriter Open(WriterTarget target, CancellationToken cancellationToken)
    {
        if (!Containers.Contains(target.Container))
        {
            throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, target.Container, $"{Name} is written as {string.Join(" or ", Containers)}");
        }

        return new WhatsAppIosWriter(target);
    }
}
