namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <content>Files.</content>
internal sealed partial class DraftComposer
{
    private const string VoiceMime = "audio/ogg; codecs=opus";

    private async ValueTask ComposeFileAsync(Session session, Message message, string stanzaId, IAttachmentContents contents, CancellationToken cancellationToken)
    {
        Attachment? file = null;
        Attachment? thumbnail = null;
        foreach (Attachment attachment in message.Attachments)
        {
            if (attachment.IsThumbnail && thumbnail is null)
            {
                thumbnail = attachment;
            }
            else if (!attachment.IsThumbnail && file is null)
            {
                file = attachment;
            }
            else
            {
                _losses.Add(message.Kind, IosLosses.FurtherFiles);
            }
        }

        Draft.HasMedia = true;
        Draft.HasFile = true;
        string path = MediaFolder.PathOf(session.Jid, stanzaId);
        file ??= new Attachment { Missing = true };
        Describe(message, file);
        string filePath = path + "." + FileEnding.Of(file, Draft.CardText, message.Kind);
        if (await PutAsync(file, filePath, contents, cancellationToken) is { } found)
        {
            Draft.FilePath = filePath;
            Draft.FileBytes = found.LengthBytes;
            Draft.CardName = Convert.ToBase64String(found.Sha256);
        }
        else
        {
            _losses.Add(message.Kind, IosLosses.MissingFile);
        }

        NoteFormat(message, filePath);
        if (thumbnail is not null && await PutAsync(thumbnail, path + ".thumb", contents, cancellationToken) is not null)
        {
            Draft.ThumbnailPath = path + ".thumb";
        }
    }

    // What the source says of the file, whether it is there or not.
    private void Describe(Message message, Attachment file)
    {
        Draft.FileBytes = file.LengthBytes ?? 0;
        Draft.CardName = file.Sha256 is { } hash ? Convert.ToBase64String(hash) : null;
        Draft.CardText = file.Mime ?? (message.Kind == MessageKind.Voice ? VoiceMime : null);
        if (file.Width is > 0 and int width && file.Height is > 0 and int height)
        {
            Draft.Latitude = width;
            Draft.Longitude = height;
            Draft.AspectRatio = (double)width / height;
        }

        if (file.DurationMillis is { } millis)
        {
            Draft.Seconds = millis / 1000;
            if (millis % 1000 != 0)
            {
                _losses.Add(message.Kind, IosLosses.MillisOfDuration);
            }
        }

        if (message.Kind == MessageKind.Document)
        {
            Draft.Title = file.Name;
            return;
        }

        if (!conventions.CaptionIsText)
        {
            (Draft.Title, Draft.Text) = (Draft.Text, null);
        }

        if (file.Name is { } name && file.Path?.EndsWith("/" + name, StringComparison.Ordinal) != true && file.Path != name)
        {
            _losses.Add(message.Kind, IosLosses.FileName);
        }
    }

    private async ValueTask<(long LengthBytes, byte[] Sha256)?> PutAsync(Attachment attachment, string path, IAttachmentContents contents, CancellationToken cancellationToken)
    {
        if (attachment.Missing)
        {
            return null;
        }

        if (target.WithoutContents)
        {
            return (attachment.LengthBytes ?? 0, attachment.Sha256 ?? new byte[32]);
        }

        await using Stream? content = await contents.OpenAsync(attachment, cancellationToken);
        return content is null ? null : await media.WriteAsync(path, content, cancellationToken);
    }

    private void NoteFormat(Message message, string path)
    {
        bool isVoice = IosMessageTypes.IsVoice(Draft.CardText, path);
        if (message.Kind == MessageKind.Voice && !isVoice && Draft.Type == IosMessageTypes.Audio)
        {
            _losses.Add(message.Kind, IosLosses.VoiceFormat);
        }
        else if (message.Kind == MessageKind.Audio && isVoice)
        {
            _losses.Add(message.Kind, IosLosses.AudioFormat);
        }
    }
}
