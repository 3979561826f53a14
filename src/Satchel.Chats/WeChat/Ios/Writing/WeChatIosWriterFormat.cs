using Satchel.Chats.Apple;

namespace Satchel.Chats.WeChat.Ios.Writing;

/// <summary>
/// Writes WeChat's store of an iPhone, into the phone's own or a whole new one; experimental. What is written and how sure it is: docs/formats/wechat-ios-writing.md.
/// </summary>
public sealed class WeChatIosWriterFormat : IChatWriterFormat
{
    /// <inheritdoc/>
    public string Name => "wechat-ios";

    /// <inheritdoc/>
    public string App => "wechat";

    /// <inheritdoc/>
    public string Platform => "ios";

    /// <inheritdoc/>
    public IReadOnlyList<string> Containers { get; } = [WeChatIosNames.Plain, IosBackups.ContainerName];

    /// <inheritdoc/>
    public IChatWriter Open(WriterTarget target, CancellationToken cancellationToken)
    {
        if (!Containers.Contains(target.Container))
        {
            throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, target.Container, $"{Name} is written as {string.Join(" or ", Containers)}");
        }

        return new WeChatIosWriter(target);
    }
}
