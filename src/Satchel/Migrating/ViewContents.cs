using Satchel.Chats;

namespace Satchel.Migrating;

/// <summary>Opens the files of one message after another.</summary>
internal sealed class ViewContents : IAttachmentContents
{
    /// <summary>The message whose files are opened.</summary>
    public MigratingMessage? Message { get; set; }

    /// <inheritdoc/>
    public ValueTask<Stream?> OpenAsync(Attachment attachment, CancellationToken cancellationToken) =>
        Message!.ContentView.OpenAttachmentAsync(Message.ContentOrigin, attachment, cancellationToken);
}
