using System.Globalization;

namespace Satchel.Cli.Samples;

/// <content>Messages with files.</content>
internal sealed partial class SampleMessages
{
    private const int ViewOnceImage = 42;
    private const int ViewOnceVideo = 43;
    private const int ViewOnceVoice = 82;

    private void WriteMedia(SampleMessage message, SampleMediaKind kind)
    {
        message.Type = kind.MessageType;
        message.Origin = kind == SampleMediaKind.Voice ? 1 : 0;
        message.Lookup |= 2;
        SampleMediaFile? file = _random.Chance(_filePer[kind]) ? _media.Take(kind, message.FromMe) ?? _media.Take(kind, !message.FromMe) : null;
        bool captioned = kind == SampleMediaKind.Image || kind == SampleMediaKind.Video;
        message.Text = captioned && _random.Chance(0.2) ? _text.Next(message.Chat.Language) : null;
        AddMediaRow(message, kind, file);
        if (kind != SampleMediaKind.Voice && kind != SampleMediaKind.Audio && kind != SampleMediaKind.Sticker && kind != SampleMediaKind.Document)
        {
            AddThumbnail(message.Id);
        }

        if (kind == SampleMediaKind.Voice && _random.Chance(0.3))
        {
            _rows.Into("audio_data", "message_row_id,waveform").Add(message.Id).Add(_random.NextBytes(64)).Insert();
        }
    }

    // What was viewed once is gone: the row stays, without a file.
    private void WriteViewOnce(SampleMessage message, int type)
    {
        SampleMediaKind kind = type switch
        {
            ViewOnceImage => SampleMediaKind.Image,
            ViewOnceVideo => SampleMediaKind.Video,
            _ => SampleMediaKind.Voice,
        };
        AddMediaRow(message, kind, null);
        message.Type = type;
        message.ViewMode = 1;
        _rows.Into("message_view_once_media", "message_row_id,state").Add(message.Id).Add(_random.Next(2)).Insert();
    }

    private void WriteDocumentWithCaption(SampleMessage message)
    {
        message.Type = SampleMediaKind.Document.MessageType;
        message.Lookup |= 2;
        AddMediaRow(message, SampleMediaKind.Document, _media.Take(SampleMediaKind.Document, message.FromMe), "报告 – für Zoë.pdf", _text.NextWords(5));
    }

    private void WriteAlbum(SampleMessage message)
    {
        const int Pictures = 2;
        message.Type = 99;
        _rows.Into("message_album", "message_row_id,image_count,video_count,expected_image_count,expected_video_count")
            .Add(message.Id).Add(Pictures).Add(0).Add(Pictures).Add(0).Insert();
        for (int i = 0; i < Pictures; i++)
        {
            _following.Enqueue((message.Chat, child =>
            {
                WriteMedia(child, SampleMediaKind.Image);
                _rows.Into("message_association", "child_message_row_id,parent_message_row_id,association_type").Add(child.Id).Add(message.Id).Add(2).Insert();
            }
            ));
        }
    }

    private void AddMediaRow(SampleMessage message, SampleMediaKind kind, SampleMediaFile? file, string? name = null, string? caption = null)
    {
        bool picture = kind == SampleMediaKind.Image;
        bool plays = kind == SampleMediaKind.Voice || kind == SampleMediaKind.Audio || kind == SampleMediaKind.Video || kind == SampleMediaKind.VideoNote || kind == SampleMediaKind.Gif;
        bool document = kind == SampleMediaKind.Document;
        string token = "01_Q5Aa" + Convert.ToBase64String(_random.NextBytes(24));
        string number = string.Create(CultureInfo.InvariantCulture, $"/v/t62.{7100 + _random.Next(50)}-24/{_random.Next(90_000_000)}_{_random.NextBits() >> 12}_n.enc?ccb=11-4");
        long length = file?.LengthBytes ?? kind.MedianBytes + _random.Next(kind.MedianBytes);
        _rows.Into("message_media", "message_row_id,chat_row_id,autotransfer_retry_enabled,transferred,file_path,file_size,media_key,media_key_timestamp,width,height,direct_path,message_url,mime_type,file_length,media_name,file_hash,media_duration,page_count,enc_file_hash,is_animated_sticker,media_caption")
            .Add(message.Id).Add(message.Chat.RowId).Add(1).Add(file is null ? 0 : 1).Add(file?.Path).Add(length)
            .Add(_random.NextBytes(32)).Add(message.SentAt - 4_000)
            .Add(picture ? 320 : kind == SampleMediaKind.Sticker ? 96 : 0).Add(picture ? 240 : kind == SampleMediaKind.Sticker ? 96 : 0)
            .Add($"{number}&oh={token}")
            .Add($"https://mmg.whatsapp.net{number}&oh={token}&oe={_random.NextHex(8)}&_nc_sid=5e03e0&mms3=true")
            .Add(kind.Mime).Add(length)
            .Add(name ?? (document ? string.Create(CultureInfo.InvariantCulture, $"Report {1 + _random.Next(4000)}.pdf") : null))
            .Add(file?.Sha256 ?? Convert.ToBase64String(_random.NextBytes(32)))
            .Add(plays ? 1 + (int)_random.NextExponential(20) : 0).Add(document ? 3 : 0)
            .Add(Convert.ToBase64String(_random.NextBytes(32))).Add(0).Add(caption).Insert();
    }

    // A small picture, then bytes in a comment, as many as a real one of that size has detail.
    private void AddThumbnail(long message)
    {
        byte[] picture = SamplePicture.Draw(_random, 6, 5);
        byte[] comment = _random.NextBytes(500 + _random.Next(1000));
        byte[] thumbnail = [.. picture.AsSpan(0, 2), 0xFF, 0xFE, (byte)((comment.Length + 2) >> 8), (byte)((comment.Length + 2) & 0xFF), .. comment, .. picture.AsSpan(2)];
        _rows.Into("message_thumbnail", "message_row_id,thumbnail").Add(message).Add(thumbnail.AsSpan()).Insert();
    }
}
