namespace Satchel.Chats.WeChat.Android.Writing;

/// <summary>WeChat for Android as a target, experimental; what is written and how sure we are of it: docs/formats/wechat-android-writing.md.</summary>
public sealed class WeChatAndroidWriterFormat : IChatWriterFormat
{
    /// <inheritdoc/>
    public string Name => "wechat-android";

    /// <inheritdoc/>
    public string App => "wechat";

    /// <inheritdoc/>
    public string Platform => "android";

    /// <inheritdoc/>
    public IReadOnlyList<string> Containers { get; } = [AndroidNames.Plain, AndroidNames.Encrypted];

    /// <inheritdoc/>
    public IChatWriter Open(WriterTarget target, CancellationToken cancellationToken)
    {
        if (!Containers.Contains(target.Container))
        {
            throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, target.Container, $"{Name} is written as {string.Join(", ", Containers)}");
        }

        cancellationToken.ThrowIfCancellationRequested();
        return WeChatAndroidWriter.Open(target, cancellationToken);
    }
}
